using Emotune.Files;
using Emotune.Fuzz.Mutations;
using Emotune.Model.Data;

namespace Emotune.Fuzz.Readers;

/// <summary>What Prepare and Predict write.</summary>
internal static class PreparedReaders
{
    public static IReadOnlyList<FuzzedReader> All { get; } =
    [
        new("prepared.parquet", Splits, IsParquet: true), new("predictions.parquet", Predictions, IsParquet: true),
        new("explained_rows.jsonl", ExplainedRowsFile),
    ];

    private static IEnumerable<FuzzSeed> Splits(string root)
    {
        var (rows, labels) = (DataReaders.Given, DataReaders.LabelNames);
        var path = Path.Combine(root, Split.Test.FileName());
        PreparedSplitFile.Write(path, new PreparedSplit(
            labels, [.. rows.Select((_, i) => $"{i}")], [.. rows.Select(r => r.Text)],
            [.. rows.SelectMany(r => labels.Select((_, l) => (byte)(r.Labels.Contains(l) ? 1 : 0)))],
            [.. rows.Select(r => r.Text.Take(9).Select(c => (int)c).ToArray())]));
        yield return new FuzzSeed(path, new ParquetMutator(), () => RequireShape(PreparedSplitFile.Read(path)));
    }

    private static void RequireShape(PreparedSplit split)
    {
        if (split.Ids.Length != split.Count || split.InputIds.Length != split.Count
            || split.MultiHotLabels.Length != split.Count * split.LabelCount || split.InputIds.Contains(null) || split.Texts.Contains(null)
            || split.Ids.Contains(null) || split.MultiHotLabels.Any(l => l > 1))
        {
            throw new WrongResultException("A prepared split lacks a value.");
        }
    }

    private static IEnumerable<FuzzSeed> Predictions(string root)
    {
        var (labels, path) = (MadeUpRun.Labels, Path.Combine(root, "predictions.parquet"));
        PredictionFile.Write(path, MadeUpRun.Predictions(seed: 1), labels);
        yield return new FuzzSeed(path, new ParquetMutator(), () => PredictionFile.Read(path, labels).Checked("test"));
        var logits = Path.Combine(root, "logits.parquet");
        PredictionFile.WriteLogits(logits, MadeUpRun.Predictions(seed: 1).Logits, labels);
        yield return new FuzzSeed(logits, new ParquetMutator(), () => PredictionFile.ReadLogits(logits, labels));
    }

    private static IEnumerable<FuzzSeed> ExplainedRowsFile(string root)
    {
        var path = Path.Combine(root, "explained_rows.jsonl");
        Json.WriteLines(path, DataReaders.Given.Select((r, i) => new ExplainedComment(i, r.Text, ["joy"])));
        yield return new FuzzSeed(path, new JsonLinesMutator(), () => ExplainedRows.Read(path, ExplainedRows.Maximum));
    }
}
