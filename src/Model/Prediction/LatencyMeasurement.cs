namespace Emotune.Model.Prediction;

/// <summary>Times comments as a service would be asked for them: one at a time, then a batch at a time.</summary>
/// <param name="predict">Computes the logits of the texts.</param>
/// <param name="clock">What the times are taken from.</param>
internal sealed class LatencyMeasurement(Action<IReadOnlyList<string>> predict, TimeProvider clock)
{
    private const int MostComments = 50, FewestComments = 5, MostBatches = 10, BatchComments = 32;
    private const double HighShare = 0.95;

    // For comments and for batches each. A large model is timed on fewer of them and holds nothing up.
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(250);

    /// <param name="texts">The comments to choose from; equal ones count once, because a batch computes them once.</param>
    /// <returns>Null where there is no comment.</returns>
    public PredictionLatency? Of(IReadOnlyList<string> texts, string precision, int threads, CancellationToken cancellation)
    {
        string[] distinct = [.. texts.Distinct(StringComparer.Ordinal)];
        if (distinct.Length == 0)
            return null;
        var size = Math.Min(BatchComments, distinct.Length);
        var comments = Times(Spread(distinct, MostComments, 1), FewestComments, cancellation);
        var batches = Times(Spread(distinct, MostBatches, size), 1, cancellation);
        return new PredictionLatency(
            comments.Length, Quantile(comments, 0.5), Quantile(comments, HighShare), size, Quantile(batches, 0.5), precision, threads);
    }

    /// <summary>Groups that begin at even distances, so that they are of all lengths that the comments have.</summary>
    private static List<string[]> Spread(string[] texts, int most, int size)
    {
        var count = Math.Min(most, texts.Length);
        return [.. Enumerable.Range(0, count).Select(group => (int)((long)group * texts.Length / count))
            .Select(first => Enumerable.Range(first, size).Select(i => texts[i % texts.Length]).ToArray())];
    }

    /// <returns>Seconds, ascending.</returns>
    private double[] Times(List<string[]> groups, int fewest, CancellationToken cancellation)
    {
        // The first call fills caches.
        predict(groups[0]);
        var times = new List<double>();
        var start = clock.GetTimestamp();
        foreach (var group in groups)
        {
            cancellation.ThrowIfCancellationRequested();
            if (times.Count >= fewest && clock.GetElapsedTime(start) > Budget)
                break;
            var before = clock.GetTimestamp();
            predict(group);
            times.Add(clock.GetElapsedTime(before).TotalSeconds);
        }
        return [.. times.Order()];
    }

    private static double Quantile(double[] ascending, double share) => ascending[(int)Math.Ceiling(share * ascending.Length) - 1];
}
