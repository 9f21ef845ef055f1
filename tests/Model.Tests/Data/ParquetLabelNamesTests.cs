using Emotune.Diagnostics;
using Emotune.Model.Data;
using Parquet;
using Parquet.Schema;

namespace Emotune.Model.Tests.Data;

/// <summary>Label names in the metadata of Parquet files, as the <c>datasets</c> library writes them.</summary>
public sealed class ParquetLabelNamesTests : IDisposable
{
    private const string Names = """{"names": ["joy", "anger", "fear"], "_type": "ClassLabel"}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Lists =>
    [
        $$"""{"feature": {{Names}}, "length": -1, "_type": "Sequence"}""", $$"""{"feature": {{Names}}, "_type": "List"}""",
        $$"""{"feature": {{Names}}, "_type": "LargeList"}""", $"[{Names}]",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Numbers_in_lists_have_the_names_in_their_order(string feature)
    {
        var source = await WriteLists(feature, [[2, 0], [], [1]]);

        foreach (var values in Enum.GetValues<LabelValues>())
        {
            var labels = LabelSet.For(source with { LabelValues = values });
            Assert.Equal(["joy", "anger", "fear"], labels.Names);
            Assert.Equal([[0, 2], [], [1]], DatasetReader.Read(source with { LabelValues = values }, labels,
                Split.Train).Select(r => r.Labels));
        }
    }

    [Fact]
    public async Task One_number_a_row_has_its_name_too()
    {
        var source = await Write(Names, 2, 0);

        Assert.Equal([[2], [0]], DatasetReader.Read(source, LabelSet.For(source), Split.Train).Select(r => r.Labels));
    }

    [Fact]
    public async Task Without_names_the_rows_say_which_labels_there_are()
    {
        foreach (var feature in new[] { null, """{"dtype": "int64", "_type": "Value"}""" })
            Assert.Equal(["0", "2"], LabelSet.For(await Write(feature, 2, 0)).Names);
    }

    [Fact]
    public async Task A_labels_file_counts_before_them()
    {
        var source = await Write(Names, 1) with { Labels = _folder.Write("l.txt", "a\nb\n"), LabelValues = LabelValues.Ids };

        Assert.Equal(["a", "b"], LabelSet.For(source).Names);
        Assert.Equal([1], DatasetReader.Read(source, LabelSet.For(source), Split.Train)[0].Labels);
    }

    [Fact]
    public async Task A_number_without_a_name_is_reported_at_its_row()
    {
        var source = await Write(Names, 0, 3, -1);

        Assert.Equal(["EXP3007@2", "EXP3007@3"], RawData.Problems(() => DatasetReader.Read(source, LabelSet.For(source), Split.Train)));
    }

    [Theory]
    [InlineData("""{"names": ["joy", "fear", "anger"], "_type": "ClassLabel"}""", "the number 1 is 'fear' here and 'anger' there")]
    [InlineData("""{"names": ["joy", "anger"], "_type": "ClassLabel"}""", "2 here and 3 there")]
    [InlineData(null, "none here")]
    public async Task Splits_with_other_names_are_EXP3049(string? feature, string difference)
    {
        var (source, other) = (await Write(Names, 0), await Write(feature, 0));

        var problem = Assert.Single(Assert.Throws<DiagnosticException>(() => LabelSet.For(source with { Test = other.Train })).Diagnostics);
        Assert.Equal($"{other.Train}: EXP3049: By its metadata, the column 'labels' has other label names in this file than in "
            + $"'{source.Train}': {difference}. The splits must have the same names in the same order. Write the files again, or name the "
            + "labels in a file and set 'data.labels' to it.", problem.ToString());
    }

    [Theory]
    [InlineData("""{"names": ["joy", "joy"], "_type": "ClassLabel"}""", "'joy' is there twice")]
    [InlineData("""{"names": ["joy", " "], "_type": "ClassLabel"}""", "the name with the number 1 is blank")]
    [InlineData("""{"names": [], "_type": "ClassLabel"}""", "the list of names is empty")]
    [InlineData("""{"num_classes": 2, "_type": "ClassLabel"}""", "it has no list of names")]
    [InlineData("{", "it is not the JSON that the library 'datasets' writes")]
    public async Task Names_that_cannot_be_used_are_EXP3050(string feature, string why)
    {
        var source = await Write(feature, 0);

        var problem = Assert.Single(Assert.Throws<DiagnosticException>(() => LabelSet.For(source)).Diagnostics);
        Assert.Equal($"{source.Train}: EXP3050: The label names of the column 'labels' in the file's metadata cannot be used, because "
            + $"{why}. "
            + "Name the labels in a file, one on each line, and set 'data.labels' to it.", problem.ToString());
    }

    private Task<DatasetSource> Write(string? feature, params long[] labels) => Write(
        feature, new DataField<long>("labels"), (group, column) => group.WriteAsync<long>(column, labels), labels.Length);

    private Task<DatasetSource> WriteLists(string feature, long[][] labels) => Write(
        feature, new ListField("labels", new DataField<long>("element")), (group, column) =>
        {
            var most = column.MaxDefinitionLevel;
            int[] definitions = [.. labels.SelectMany(l => l.Length == 0 ? [1] : Enumerable.Repeat(most, l.Length))];
            int[] repetitions = [
                .. labels.SelectMany(l => l.Length == 0 ? [0] : Enumerable.Range(0, l.Length).Select(i => i == 0 ? 0 : 1))];
            return group.WriteAllPartsAsync<long>(
                column, labels.SelectMany(l => l).ToArray(), definitions, repetitions, CancellationToken.None);
        }, labels.Length);

    private async Task<DatasetSource> Write(string? feature, Field labels, Func<ParquetRowGroupWriter, DataField, Task> write, int rows)
    {
        var schema = new ParquetSchema(new DataField<string>("text"), labels);
        var path = _folder.At(Guid.NewGuid().ToString("N"));
        await using (var stream = File.Create(path))
        await using (var writer = await ParquetWriter.CreateAsync(schema, stream))
        {
            if (feature is not null)
                writer.CustomMetadata = new Dictionary<string, string> { ["huggingface"] = Metadata(feature) };
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(schema.DataFields[0], [.. Enumerable.Range(0, rows).Select(i => $"row {i}")]);
            await write(group, schema.DataFields[1]);
        }

        return RawData.Source(DatasetFormat.Parquet, path);
    }

    private static string Metadata(string feature) => feature == "{" ? feature
        : "{\"info\": {\"features\": {\"text\": {\"dtype\": \"string\", \"_type\": \"Value\"}, \"labels\": " + feature + "}}}";
}
