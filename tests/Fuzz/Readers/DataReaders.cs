using System.Text.Json;
using Emotune.Fuzz.Mutations;
using Emotune.Model.Data;
using Emotune.Texts;

namespace Emotune.Fuzz.Readers;

/// <summary>Raw data sets in every format and form of labels, and the text files beside them.</summary>
internal static class DataReaders
{
    private const int Rows = 12;

    private static readonly string[] Labels = [.. QuickstartFiles.Text("emotions.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public static IReadOnlyList<FuzzedReader> All { get; } =
    [
        new("tsv", Tsv), new("csv", Csv), new("jsonl", JsonLines), new("parquet", Parquet, IsParquet: true), new("labels.txt", LabelsFile),
        new("texts", Texts),
    ];

    /// <summary>The rows that every format has.</summary>
    public static IReadOnlyList<(string Text, int[] Labels)> Given { get; } =
    [
        ("What a day, \"great\" | indeed", [0]), ("it's all at once; ünï 😀", [0, 1, 2]), ("none", []),
        .. QuickstartFiles.Lines("train.tsv", Rows).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
            .Select(f => (f[0], f[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray())),
    ];

    public static IReadOnlyList<string> LabelNames => Labels;

    private static IEnumerable<string> Names(int[] labels) => labels.Select(l => Labels[l]);

    private static IEnumerable<FuzzSeed> Tsv(string root)
    {
        yield return Seed(root, "ids.tsv", QuickstartFiles.Lines("train.tsv", Rows), '\t', Source(root, DatasetFormat.TsvLabelIds));
        yield return Seed(root, "few.tsv", "a day\t0,1\t7\nanother\t2\r\n", '\t', Source(root, DatasetFormat.TsvLabelIds));
    }

    private static IEnumerable<FuzzSeed> Csv(string root)
    {
        var csv = Source(root, DatasetFormat.Csv) with { LabelSeparator = "|" };
        var names = "text,labels\n" + Lines(r => $"{Quoted(r.Text)},{string.Join('|', Names(r.Labels))}");
        yield return Seed(root, "names.csv", names, ',', csv with { Labels = null });
        yield return Seed(root, "ids.csv", "id,labels,text\n" + Lines(r => $"7,{string.Join('|', r.Labels)},{Quoted(r.Text)}"), ',',
            csv with { LabelValues = LabelValues.Ids });
        var columns = string.Join(',', Labels) + ",text\n"
            + Lines(r => $"{string.Join(',', Labels.Select((_, l) => r.Labels.Contains(l) ? 1 : 0))},{Quoted(r.Text)}");
        yield return Seed(root, "columns.csv", columns, ',', csv with { LabelColumn = null, LabelColumns = Labels });
        yield return Seed(root, "lists.csv", "text,labels\n" + Lines(
            r => $"{Quoted(r.Text)},\"[{string.Join(", ", Names(r.Labels).Select(n => $"'{n}'"))}]\""), ',', csv);
    }

    private static IEnumerable<FuzzSeed> JsonLines(string root)
    {
        var json = Source(root, DatasetFormat.Jsonl);
        var (names, ids, columns) = (json with { Labels = null }, json with { LabelValues = LabelValues.Ids },
            json with { LabelColumn = null, LabelColumns = Labels[..2], Labels = null });
        yield return JsonSeed(root, "names.jsonl", Lines(r => JsonSerializer.Serialize(new { text = r.Text, labels = Names(r.Labels) })),
            names);
        yield return JsonSeed(root, "ids.jsonl", Lines(r => JsonSerializer.Serialize(new { text = r.Text, labels = r.Labels })), ids);
        yield return JsonSeed(root, "text.jsonl", Lines(
            r => JsonSerializer.Serialize(new { id = 1, text = r.Text, labels = string.Join(',', Names(r.Labels)) })), names);
        yield return JsonSeed(root, "columns.jsonl", Lines(r => JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["text"] = r.Text,
            [Labels[0]] = r.Labels.Contains(0) ? 1 : 0,
            [Labels[1]] = r.Labels.Contains(1),
        })), columns);
    }

    private static IEnumerable<FuzzSeed> Parquet(string root)
    {
        var source = Source(root, DatasetFormat.Parquet);
        foreach (var file in ParquetFiles.Write(root, Given, Labels))
        {
            var form = file.Form switch
            {
                LabelForm.Ids => source with { LabelValues = LabelValues.Ids },
                LabelForm.Columns => source with { LabelColumn = null, LabelColumns = Labels },
                _ => source,
            };
            yield return new FuzzSeed(file.Path, new ParquetMutator(), () => Read(form with { Train = file.Path }));
        }
    }

    private static IEnumerable<FuzzSeed> LabelsFile(string root)
    {
        var path = Path.Combine(root, "labels.txt");
        File.WriteAllText(path, string.Join('\n', Labels));
        yield return new FuzzSeed(path, new TableMutator(' '), () => LabelSet.Read(path));
    }

    private static IEnumerable<FuzzSeed> Texts(string root)
    {
        var path = Path.Combine(root, "texts.txt");
        File.WriteAllText(path, Lines(r => r.Text));
        var cleaner = new TextCleaner(Enum.GetValues<CleaningStep>());
        yield return new FuzzSeed(path, new TableMutator(' '), () =>
        {
            foreach (var text in TextsFile.Read(path))
                cleaner.Clean(text);
        });
    }

    private static FuzzSeed Seed(string root, string name, string text, char delimiter, DatasetSource source) =>
        Written(root, name, text, new TableMutator(delimiter), source);

    private static FuzzSeed JsonSeed(string root, string name, string text, DatasetSource source) =>
        Written(root, name, text, new JsonLinesMutator(), source);

    private static FuzzSeed Written(string root, string name, string text, Mutator mutator, DatasetSource source)
    {
        var path = Path.Combine(root, name);
        File.WriteAllText(path, text);
        return new FuzzSeed(path, mutator, () => Read(source with { Train = path }));
    }

    private static void Read(DatasetSource source)
    {
        var labels = LabelSet.For(source);
        foreach (var row in DatasetReader.Read(source, labels, Split.Train))
        {
            if (string.IsNullOrWhiteSpace(row.Text) || row.Labels.Any(l => l < 0 || l >= labels.Count))
                throw new WrongResultException("A row has no text, or a label that there is not.");
        }

        if (labels.Names.FirstOrDefault(n => n is "" or ['[', '\'' or '"', ..]) is { } name && source.Labels is null)
            throw new WrongResultException($"'{name}' is taken for a label.");
    }

    private static DatasetSource Source(string root, DatasetFormat format)
    {
        var labels = Path.Combine(root, "labels.txt");
        File.WriteAllText(labels, string.Join('\n', Labels));
        return new DatasetSource
        {
            Format = format,
            Train = "",
            Validation = "",
            Test = "",
            Labels = labels,
            LabelColumn = "labels",
        };
    }

    private static string Lines(Func<(string Text, int[] Labels), string> line) => string.Concat(Given.Select(r => line(r) + "\n"));

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
