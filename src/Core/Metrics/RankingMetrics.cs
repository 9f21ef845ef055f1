namespace Emotune.Metrics;

/// <summary>How well scores put positives before negatives, over all thresholds. Equal scores stand or fall together.</summary>
internal static class RankingMetrics
{
    /// <summary>
    /// Σ (Rₖ − Rₖ₋₁)·Pₖ over the distinct scores, descending: a step sum, not an area under line segments. Null without positives.
    /// </summary>
    public static double? AveragePrecision(ThresholdCounts counts)
    {
        if (counts.Positives == 0)
            return null;
        var (sum, before) = (0.0, 0);
        for (var k = 0; k < counts.Scores.Length; k++)
        {
            var hits = counts.TruePositives[k];
            sum += (hits - before) * ((double)hits / counts.Predicted[k]);
            before = hits;
        }
        return sum / counts.Positives;
    }

    /// <summary>The chance that a positive scores above a negative, ties counting half. Null without both classes.</summary>
    public static double? RocAuc(ThresholdCounts counts)
    {
        long negatives = counts.Rows - counts.Positives;
        if (counts.Positives == 0 || negatives == 0)
            return null;
        var (twice, hitsBefore, missesBefore) = (0.0, 0L, 0L);
        for (var k = 0; k < counts.Scores.Length; k++)
        {
            long hits = counts.TruePositives[k];
            var misses = counts.Predicted[k] - hits;
            twice += (double)(misses - missesBefore) * (hits + hitsBefore);
            (hitsBefore, missesBefore) = (hits, misses);
        }
        return twice / 2 / counts.Positives / negatives;
    }

    /// <summary>The mean over those that are defined; null where none is.</summary>
    public static double? MeanOfDefined(IEnumerable<double?> figures)
    {
        var defined = figures.OfType<double>().ToArray();
        return defined.Length == 0 ? null : defined.Sum() / defined.Length;
    }
}
