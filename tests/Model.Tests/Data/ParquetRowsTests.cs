using Emotune.Model.Data;
using Parquet;
using Parquet.Schema;

namespace Emotune.Model.Tests.Data;

public sealed class ParquetRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static readonly string[] OneHotLabels = ["joy", "anger", "fear"];

    [Fact]
    public async Task Labels_may_have_a_column_each_of_any_numeric_type()
    {
        var source = (await WriteOneHot(["a", "b"], [1, 0], [false, true], [0.0, 1.0])) with
        {
            LabelColumn = null,
            LabelColumns = OneHotLabels
        };

        var rows = RawData.Read(source);

        Assert.Equal(["a", "b"], rows.Select(r => r.Text));
        Assert.Equal([[0], [1, 2]], rows.Select(r => r.Labels));
        Assert.Equal([1, 2], rows.Select(r => r.Line));
    }

    [Fact]
    public async Task Values_of_label_columns_are_zero_or_one()
    {
        var source = (await WriteOneHot(["a", " "], [2, 0], [false, true], [0.0, 0.5])) with
        {
            LabelColumn = null,
            LabelColumns = OneHotLabels
        };

        Assert.Equal(["EXP3017@1", "EXP3005@2", "EXP3017@2"], RawData.Problems(() => RawData.Read(source)));
    }

    [Fact]
    public async Task Labels_may_be_a_list_of_names_or_of_ids()
    {
        Assert.Equal([[0, 2], [], [1]], RawData.Read(await WriteNames(["fear", "joy"], [], ["anger"])).Select(r => r.Labels));
        Assert.Equal([[0, 2], []], RawData.Read(await WriteIds([2, 0], []) with { LabelValues = LabelValues.Ids }).Select(r => r.Labels));
    }

    [Fact]
    public async Task Missing_and_mistyped_columns_and_values_are_reported()
    {
        var lists = await WriteIds([2, 0]);
        var oneHot = await WriteOneHot(["a", null!], [1, 0], [false, true], [0, 1]);

        Assert.Equal(["EXP3013@0"], RawData.Problems(() => RawData.Read(lists with { TextColumn = "comment" })));
        Assert.Equal(["EXP3022@0"], RawData.Problems(() => RawData.Read(lists with { TextColumn = "labels" })));
        Assert.Equal(["EXP3022@0"], RawData.Problems(() => RawData.Read(oneHot with { LabelColumn = "anger" })));
        Assert.Equal(["EXP3023@2"], RawData.Problems(() => RawData.Read(oneHot with { LabelColumn = null, LabelColumns = OneHotLabels })));
    }

    [Fact]
    public void What_is_not_parquet_is_reported()
    {
        foreach (var (name, bytes) in new[] { ("text", "text,labels\n"u8.ToArray()), ("empty", []),
            ("magic", "PAR1\xff\xff\xff\x7fPAR1"u8.ToArray()) })
        {
            var path = _folder.Write(name, bytes);
            Assert.Equal(["EXP3021@0"], RawData.Problems(() => RawData.Read(RawData.Source(DatasetFormat.Parquet, path))));
        }

        Assert.Equal(["EXP3001@0"], RawData.Problems(() => RawData.Read(RawData.Source(DatasetFormat.Parquet, _folder.At("absent")))));
    }

    private Task<DatasetSource> WriteOneHot(string[] texts, int[] joy, bool[] anger, double[] fear) => Write(
        new ParquetSchema(
            new DataField<string>("text"), new DataField<int>("joy"), new DataField<bool>("anger"), new DataField<double>("fear")),
        async (group, columns) =>
        {
            await group.WriteAsync(columns[0], texts);
            await group.WriteAsync<int>(columns[1], joy);
            await group.WriteAsync<bool>(columns[2], anger);
            await group.WriteAsync<double>(columns[3], fear);
        });

    private Task<DatasetSource> WriteNames(params string[][] labels) =>
        WriteLists(new DataField<string>("element"), [.. labels.Select(l => l.Select(name => name.AsMemory()).ToArray())]);

    private Task<DatasetSource> WriteIds(params int[][] labels) => WriteLists(new DataField<int>("element"), labels);

    private Task<DatasetSource> WriteLists<T>(DataField element, T[][] labels)
        where T : struct => Write(
        new ParquetSchema(new DataField<string>("text"), new ListField("labels", element)),
        async (group, columns) =>
        {
            await group.WriteAsync(columns[0], [.. labels.Select((_, i) => $"row {i}")]);
            var most = columns[1].MaxDefinitionLevel;
            int[] definitions = [.. labels.SelectMany(l => l.Length == 0 ? [1] : Enumerable.Repeat(most, l.Length))];
            int[] repetitions = [
                .. labels.SelectMany(l => l.Length == 0 ? [0] : Enumerable.Range(0, l.Length).Select(i => i == 0 ? 0 : 1))];
            await group.WriteAllPartsAsync<T>(
                columns[1], labels.SelectMany(l => l).ToArray(), definitions, repetitions, CancellationToken.None);
        });

    private async Task<DatasetSource> Write(ParquetSchema schema, Func<ParquetRowGroupWriter, DataField[], Task> write)
    {
        var path = _folder.At(Guid.NewGuid().ToString("N"));
        await using (var stream = File.Create(path))
        await using (var writer = await ParquetWriter.CreateAsync(schema, stream))
        {
            using var group = writer.CreateRowGroup();
            await write(group, schema.DataFields);
        }

        return RawData.Source(DatasetFormat.Parquet, path);
    }
}
