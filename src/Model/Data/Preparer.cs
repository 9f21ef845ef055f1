using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Texts;

namespace Emotune.Model.Data;

/// <summary>What Prepare works on.</summary>
/// <param name="Encode">The word pieces of a text, special tokens included, at most so many; called from several threads.</param>
/// <param name="MaxLength">Word pieces a row keeps, special tokens included.</param>
internal sealed record PrepareRequest(
    DatasetSource Source, TextCleaner Cleaner, Func<string, int, int[]> Encode, int MaxLength);

/// <summary>Makes of a raw data set what all runs of an experiment read.</summary>
internal static class Preparer
{
    public const string LabelMapFile = "label_map.json";
    public const string LabelFrequenciesFile = "label_frequencies.csv";
    public const string StatisticsFile = "dataset.json";
    // The same comments in every experiment over the same data.
    private const ulong ExplainedRowsSeed = 42;

    public const string ExplainedRowsFile = "explained_rows.jsonl";

    /// <summary>
    /// Writes <c>train.parquet</c>, <c>validation.parquet</c>, <c>test.parquet</c>, <c>label_map.json</c>,
    /// <c>label_frequencies.csv</c>, <c>dataset.json</c> and <c>explained_rows.jsonl</c>. Each split's Parquet file depends on
    /// that split alone (and the labels, cleaner and tokenizer), <c>explained_rows.jsonl</c> on test alone.
    /// </summary>
    /// <exception cref="DiagnosticException">Every problem of every file (EXP3001–3024, EXP3031–3033).</exception>
    public static DatasetStatistics Prepare(PrepareRequest request, string outputFolder)
    {
        var labels = LabelSet.For(request.Source);
        var prepared = ReadAll(request.Source, labels).Select(rows => Encode(rows, labels, request)).ToArray();

        Directory.CreateDirectory(outputFolder);
        foreach (var (split, (rows, _)) in SplitNames.All.Zip(prepared))
            PreparedSplitFile.Write(Path.Combine(outputFolder, split.FileName()), rows);
        var statistics = DatasetCounter.Count(prepared, request.MaxLength);
        Json.Write(Path.Combine(outputFolder, LabelMapFile), new LabelMap(labels.Names));
        Json.Write(Path.Combine(outputFolder, StatisticsFile), statistics);
        WriteLabelFrequencies(Path.Combine(outputFolder, LabelFrequenciesFile), statistics);
        Json.WriteLines(Path.Combine(outputFolder, ExplainedRowsFile), ExplainedRows.Of(prepared[^1].Rows, ExplainedRowsSeed));
        return statistics;
    }

    /// <summary>A row for each label: its id, its name, and how many rows of each split carry it.</summary>
    private static void WriteLabelFrequencies(string path, DatasetStatistics statistics) => Csv.Write(
        path, ["id", "label", .. SplitNames.All.Select(s => s.Name())],
        statistics.Labels.Select(
            (l, id) => (IReadOnlyList<object?>)[id, l.Name, l.TrainPositives, l.ValidationPositives, l.TestPositives]));

    /// <summary>All splits, or all problems of all of them.</summary>
    private static List<IReadOnlyList<RawExample>> ReadAll(DatasetSource source, LabelSet labels)
    {
        var problems = new List<Diagnostic>();
        var splits = new List<IReadOnlyList<RawExample>>();
        foreach (var split in SplitNames.All)
        {
            try
            {
                splits.Add(DatasetReader.Read(source, labels, split));
            }
            catch (DiagnosticException e)
            {
                problems.AddRange(e.Diagnostics);
            }
        }

        return problems.Count == 0 ? splits : throw new DiagnosticException(problems);
    }

    internal static (PreparedSplit Rows, int[] Lengths) Encode(IReadOnlyList<RawExample> rows, LabelSet labels, PrepareRequest request)
    {
        var texts = new string[rows.Count];
        var inputIds = new int[rows.Count][];
        var lengths = new int[rows.Count];
        Parallel.For(0, rows.Count, row =>
        {
            texts[row] = request.Cleaner.Clean(rows[row].Text);
            var whole = request.Encode(texts[row], int.MaxValue);
            lengths[row] = whole.Length;
            inputIds[row] = whole.Length <= request.MaxLength ? whole : request.Encode(texts[row], request.MaxLength);
        });

        var multiHot = new byte[rows.Count * labels.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var label in rows[row].Labels)
                multiHot[row * labels.Count + label] = 1;
        }

        return (new PreparedSplit(labels.Names, [.. rows.Select(r => r.Id)], texts, multiHot, inputIds), lengths);
    }
}
