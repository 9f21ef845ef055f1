using System.Security.Cryptography;
using System.Text.Json;
using Emotune.Model.Data;
using Emotune.Texts;
using Parquet;
using Parquet.Schema;

namespace Emotune.Model.Tests.Data;

/// <summary>One data set, written in every format and with its labels in every form, is prepared to the same bytes.</summary>
public sealed class SameDataTests : IDisposable
{
    private static readonly string[] Labels = ["joy", "anger", "fear"];

    private static readonly string[] Pieces = [
        "a", "day", " ", "  ", ",", ";", "|", "\"", "\"\"", "'", "\\", "[", "]", "{", "ünï", "😀", "e\u0301", "\u2028", "\u00a0", "漢字",
        "#", "0", ".",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly string _labels;

    private (string Text, int[] Labels)[] _rows = [
        ("What a day, \"great\" | indeed", [0]), ("no label", []), ("it's all at once; ünï 😀", [0, 1, 2]), ("two of them", [1, 2]),
        ("again", [2]), ("No\u2028end", [1]),
    ];

    public SameDataTests() => _labels = _folder.Write("labels.txt", string.Join('\n', Labels));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Every_format_and_form_gives_the_same_digests() => AssertSameDigests(Tsv());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public Task Random_rows_have_the_same_digests_in_every_format_and_form(int seed)
    {
        _rows = RandomRows(new Random(seed), Pieces);
        return AssertSameDigests(Tsv());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public Task Random_rows_with_tabs_and_line_breaks_have_them_in_every_format_that_holds_these(int seed)
    {
        _rows = RandomRows(new Random(seed), [.. Pieces, "\n", "\r\n", "\r", "\t", "\"\n"]);
        return AssertSameDigests(Jsonl());
    }

    private async Task AssertSameDigests(DatasetSource first)
    {
        var expected = Digests(first);
        var names = Source(DatasetFormat.Csv, Lines(r => $"{Quoted(r.Text)},{Joined(Names(r.Labels), "|")}", "text,labels"))
            with
        { LabelSeparator = "|" };
        var columns = Source(DatasetFormat.Csv, Lines(r => $"{Joined(OneHot(r.Labels), ",")},{Quoted(r.Text)}", "joy,anger,fear,text"));
        var floats = Source(DatasetFormat.Csv, Lines(r => $"{Quoted(r.Text)},{Joined(r.Labels.Select(l => l + ".0"), "|")}", "text,labels"))
            with
        { LabelSeparator = "|", LabelValues = LabelValues.Ids };

        Assert.Equal(expected, Digests(names));
        Assert.Equal(expected, Digests(OneHotColumns(columns)));
        Assert.Equal(expected, Digests(floats));
        Assert.Equal(expected, Digests(Jsonl()));
        Assert.Equal(expected, Digests(await NameLists()));
        Assert.Equal(expected, Digests(await IdLists()));
        Assert.Equal(expected, Digests(OneHotColumns(await Indicators())));
        Assert.Equal(expected, Digests(await SeparatedText() with { LabelSeparator = "|" }));
    }

    private static (string Text, int[] Labels)[] RandomRows(Random random, string[] pieces) =>
    [
        .. Enumerable.Range(0, 40).Select(row => (
            $"row {row}" + string.Concat(random.GetItems(pieces, random.Next(12))),
            Enumerable.Range(0, Labels.Length).Where(_ => random.Next(3) == 0).ToArray())),
        ("all", [0, 1, 2]),
    ];

    private DatasetSource Tsv() => Source(DatasetFormat.TsvLabelIds, Lines(r => $"{r.Text}\t{Joined(r.Labels, ",")}"));

    private DatasetSource Jsonl() =>
        Source(DatasetFormat.Jsonl, Lines(r => JsonSerializer.Serialize(new { text = r.Text, labels = Names(r.Labels) })));

    private static DatasetSource OneHotColumns(DatasetSource source) => source with { LabelColumn = null, LabelColumns = Labels };

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Joined<T>(IEnumerable<T> items, string separator) => string.Join(separator, items);

    private static IEnumerable<string> Names(int[] labels) => labels.Select(l => Labels[l]);

    private static IEnumerable<int> OneHot(int[] labels) => Labels.Select((_, l) => labels.Contains(l) ? 1 : 0);

    private byte[] Lines(Func<(string Text, int[] Labels), string> line, params string[] header) =>
        System.Text.Encoding.UTF8.GetBytes(string.Concat(header.Concat(_rows.Select(line)).Select(l => l + "\n")));

    private Task<DatasetSource> NameLists() => Lists(
        new DataField<string>("element"), [.. _rows.Select(r => Names(r.Labels).Select(n => n.AsMemory()).ToArray())]);

    private async Task<DatasetSource> IdLists() =>
        await Lists(new DataField<int>("element"), [.. _rows.Select(r => r.Labels)]) with { LabelValues = LabelValues.Ids };

    private Task<DatasetSource> Lists<T>(DataField element, T[][] labels)
        where T : struct => Parquet([new ListField("labels", element)], (group, columns) =>
    {
        var most = columns[0].MaxDefinitionLevel;
        int[] definitions = [.. labels.SelectMany(l => l.Length == 0 ? [1] : Enumerable.Repeat(most, l.Length))];
        int[] repetitions = [.. labels.SelectMany(l => l.Length == 0 ? [0] : Enumerable.Range(0, l.Length).Select(i => i == 0 ? 0 : 1))];
        return group.WriteAllPartsAsync<T>(
            columns[0], labels.SelectMany(l => l).ToArray(), definitions, repetitions, CancellationToken.None);
    });

    private Task<DatasetSource> Indicators() => Parquet([.. Labels.Select(l => new DataField<bool>(l))], async (group, columns) =>
    {
        for (var label = 0; label < columns.Length; label++)
            await group.WriteAsync<bool>(columns[label], _rows.Select(r => r.Labels.Contains(label)).ToArray());
    });

    private Task<DatasetSource> SeparatedText() => Parquet([new DataField<string>("labels")], (group, columns) =>
        group.WriteAsync(columns[0], _rows.Select(r => Joined(Names(r.Labels), "|")).ToArray()));

    private async Task<DatasetSource> Parquet(Field[] labels, Func<ParquetRowGroupWriter, DataField[], Task> write)
    {
        var schema = new ParquetSchema([new DataField<string>("text"), .. labels]);
        using var stream = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(schema, stream))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(schema.DataFields[0], _rows.Select(r => r.Text).ToArray());
            await write(group, schema.DataFields[1..]);
        }

        return Source(DatasetFormat.Parquet, stream.ToArray());
    }

    private DatasetSource Source(DatasetFormat format, byte[] bytes) =>
        RawData.Source(format, _folder.Write(Guid.NewGuid().ToString("N"), bytes)) with { Labels = _labels };

    private string[] Digests(DatasetSource source)
    {
        var folder = _folder.At(Guid.NewGuid().ToString("N"));
        var request = new PrepareRequest(
            source, new TextCleaner([CleaningStep.Whitespace]), (text, most) => [.. text.Take(most).Select(c => (int)c)], 16);
        Preparer.Prepare(request, folder);
        return [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
            .Select(f => $"{Path.GetFileName(f)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))}")];
    }
}
