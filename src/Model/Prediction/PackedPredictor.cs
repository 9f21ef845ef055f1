using Emotune.Metrics;

namespace Emotune.Model.Prediction;

/// <summary>Logits for all rows of a split, from the forward pass alone.</summary>
/// <param name="tokenBudget">Word pieces of a batch; a longer row is a batch of its own.</param>
internal sealed class PackedPredictor(PackedClassifier classifier, int tokenBudget = PackedPredictor.DefaultTokenBudget)
{
    /// <summary>Enough for the products' full speed, and few enough for what is between them to stay in a core's cache.</summary>
    public const int DefaultTokenBudget = 512;

    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Rows that are the same are computed once; which rows share a batch depends on what they say and not on the order in which
    /// they are given, so each keeps its logits bit by bit when the rows are put into another order, and with other threads.
    /// </summary>
    /// <returns>Logits in the order of <paramref name="rows"/>.</returns>
    /// <exception cref="OperationCanceledException">Between two batches.</exception>
    public Predictions Predict(EncodedRows rows, IProgress<PredictionProgress>? progress = null, CancellationToken cancellation = default)
    {
        var logits = new float[rows.Count * rows.LabelCount];
        var batches = Batches(rows.InputIds);
        var packed = batches.Select(
            batch => PackedRows.Of([.. batch.Select(same => rows.InputIds[same[0]])], classifier.Network.Config.PadTokenId)).ToArray();
        var (done, clock, gate) = (0, System.Diagnostics.Stopwatch.StartNew(), new Lock());
        cancellation.ThrowIfCancellationRequested();
        classifier.Logits(packed, Take, cancellation);
        return new Predictions(logits, rows.MultiHotLabels, rows.LabelCount);

        void Take(int index, float[] output)
        {
            Spread(batches[index], output, rows.LabelCount, logits);
            lock (gate)
            {
                done += batches[index].Sum(same => same.Length);
                if (progress is null || clock.Elapsed < ReportInterval)
                    return;
                progress.Report(new PredictionProgress(done, rows.Count));
                clock.Restart();
            }
        }
    }

    private static void Spread(int[][] batch, float[] output, int labels, float[] logits)
    {
        for (var i = 0; i < batch.Length; i++)
        {
            foreach (var row in batch[i])
                output.AsSpan(i * labels, labels).CopyTo(logits.AsSpan(row * labels));
        }
    }

    /// <summary>Batches of distinct rows; of each, where it occurs.</summary>
    private List<int[][]> Batches(IReadOnlyList<int[]> rows)
    {
        List<int[][]> batches = [];
        List<int[]> batch = [];
        var tokens = 0;
        foreach (var same in Distinct(rows))
        {
            var length = Math.Max(1, rows[same[0]].Length);
            if (batch.Count > 0 && tokens + length > tokenBudget)
            {
                batches.Add([.. batch]);
                batch.Clear();
                tokens = 0;
            }
            batch.Add(same);
            tokens += length;
        }
        if (batch.Count > 0)
            batches.Add([.. batch]);
        // The longest first: no thread is left with them at the end.
        batches.Reverse();
        return batches;
    }

    /// <summary>Rows that say the same, side by side; by length, then by content.</summary>
    private static IEnumerable<int[]> Distinct(IReadOnlyList<int[]> rows)
    {
        List<int> same = [];
        foreach (var row in Enumerable.Range(0, rows.Count).OrderBy(r => rows[r], ByLengthThenContent))
        {
            if (same.Count > 0 && ByLengthThenContent.Compare(rows[same[0]], rows[row]) != 0)
            {
                yield return [.. same];
                same.Clear();
            }
            same.Add(row);
        }
        if (same.Count > 0)
            yield return [.. same];
    }

    private static Comparer<int[]> ByLengthThenContent { get; } = Comparer<int[]>.Create((a, b) =>
        a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.AsSpan().SequenceCompareTo(b));
}
