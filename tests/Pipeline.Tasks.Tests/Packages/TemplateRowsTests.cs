using System.Text;
using Emotune.Files;
using Parquet;
using Parquet.Schema;

namespace Emotune.Pipeline.Tests.Packages;

/// <summary>
/// The template's rows in its four formats. The CSV files are written by hand, and EMOTUNE_UPDATE_GOLDEN=1 makes the others from them.
/// </summary>
public sealed class TemplateRowsTests
{
    private static readonly string Folder =
        Path.Combine(Repository.Root, "src/Emotune.Templates/content/emotune/experiments/EXPERIMENT");

    [Theory]
    [InlineData("train")]
    [InlineData("validation")]
    [InlineData("test")]
    public async Task The_files_of_all_formats_have_the_rows_of_the_CSV_file(string split)
    {
        var rows = Rows(split);
        Assert.Equal(12, rows.Length);
        AssertFile(split + ".jsonl", Encoding.UTF8.GetBytes(string.Concat(rows.Select(JsonLine))));
        AssertFile(split + ".tsv", Encoding.UTF8.GetBytes(string.Concat(rows.Select((r, i) => LabelIds(r, i + 1)))));
        AssertFile(split + ".parquet", await ParquetFile(rows));
    }

    [Fact]
    public void The_labels_of_the_format_of_GoEmotions_are_those_of_the_CSV_files() =>
        Assert.Equal(
            File.ReadAllLines(Path.Combine(Folder, "labels.txt")),
            new[] { "train", "validation", "test" }.SelectMany(Rows).SelectMany(r => r.Labels).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void No_text_stands_in_two_files()
    {
        var texts = new[] { "train", "validation", "test" }.SelectMany(Rows).Select(r => r.Text).ToArray();
        Assert.Equal(texts, texts.Distinct());
    }

    private static (string Text, string[] Labels)[] Rows(string split) =>
    [
        .. File.ReadLines(Path.Combine(Folder, split + ".csv")).Skip(1).Select(line =>
        {
            var comma = line.LastIndexOf(',');
            return (line[..comma].Trim('"'), line[(comma + 1)..].Split('|'));
        }),
    ];

    private static string JsonLine((string Text, string[] Labels) row) =>
        System.Text.Json.JsonSerializer.Serialize(new { text = row.Text, labels = row.Labels }, Json.LineOptions) + "\n";

    private static string LabelIds((string Text, string[] Labels) row, int id)
    {
        var names = File.ReadAllLines(Path.Combine(Folder, "labels.txt"));
        return FormattableString.Invariant($"{row.Text}\t{string.Join(',', row.Labels.Select(l => Array.IndexOf(names, l)))}\t{id}\n");
    }

    private static async Task<byte[]> ParquetFile((string Text, string[] Labels)[] rows)
    {
        var schema = new ParquetSchema(new DataField<string>("text", nullable: false), new DataField<string>("labels", nullable: false));
        using var stream = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(schema, stream))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(schema.DataFields[0], rows.Select(r => r.Text).ToArray());
            await group.WriteAsync(schema.DataFields[1], rows.Select(r => string.Join('|', r.Labels)).ToArray());
        }

        return stream.ToArray();
    }

    private static void AssertFile(string name, byte[] expected)
    {
        var path = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("EMOTUNE_UPDATE_GOLDEN") == "1")
            File.WriteAllBytes(path, expected);
        Assert.Equal(expected, File.ReadAllBytes(path));
    }
}
