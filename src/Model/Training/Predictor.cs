using Emotune.Metrics;
using Emotune.Model.Native;
using Emotune.Model.Prediction;
using static TorchSharp.torch;

namespace Emotune.Model.Training;

/// <summary>Logits for all rows of a split.</summary>
/// <param name="padId">The word piece that pads.</param>
/// <param name="tokenBudget">Word pieces of a batch, padding included; a longer row is a batch of its own.</param>
internal sealed class Predictor(ITrainedNetwork network, int padId, int tokenBudget = 4096)
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Batches of rows of like length; which rows share a batch depends on what they say and not on the order
    /// in which they are given, so each keeps its logits bit by bit when the rows are put into another order.
    /// </summary>
    /// <returns>Logits in the order of <paramref name="rows"/>.</returns>
    /// <exception cref="OperationCanceledException">Between two batches.</exception>
    public Predictions Predict(EncodedRows rows, IProgress<PredictionProgress>? progress = null, CancellationToken cancellation = default)
    {
        var logits = new float[rows.Count * rows.LabelCount];
        var (done, clock) = (0, System.Diagnostics.Stopwatch.StartNew());
        network.SetTraining(false);
        using var inference = inference_mode();
        foreach (var batch in Batches(rows.InputIds))
        {
            cancellation.ThrowIfCancellationRequested();
            PredictBatch(rows, batch, logits);
            done += batch.Length;
            if (progress is null || clock.Elapsed < ReportInterval)
                continue;
            progress.Report(new PredictionProgress(done, rows.Count));
            clock.Restart();
        }
        return new Predictions(logits, rows.MultiHotLabels, rows.LabelCount);
    }

    private void PredictBatch(EncodedRows rows, int[] chosen, float[] logits)
    {
        using var scope = NewDisposeScope();
        var batch = RowBatch.Create(rows.InputIds, chosen, padId);
        var output = TensorMemory.Span(network.Forward(batch.InputIds, batch.AttentionMask).contiguous());
        for (var i = 0; i < chosen.Length; i++)
            output.Slice(i * rows.LabelCount, rows.LabelCount).CopyTo(logits.AsSpan(chosen[i] * rows.LabelCount));
    }

    private IEnumerable<int[]> Batches(IReadOnlyList<int[]> rows)
    {
        List<int> batch = [];
        foreach (var row in Enumerable.Range(0, rows.Count).OrderBy(r => rows[r], ByLengthThenContent))
        {
            // Sorted: this row is the longest so far.
            if (batch.Count > 0 && (batch.Count + 1) * rows[row].Length > tokenBudget)
            {
                yield return [.. batch];
                batch.Clear();
            }
            batch.Add(row);
        }
        if (batch.Count > 0)
            yield return [.. batch];
    }

    private static Comparer<int[]> ByLengthThenContent { get; } = Comparer<int[]>.Create((a, b) =>
        a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.AsSpan().SequenceCompareTo(b));
}
