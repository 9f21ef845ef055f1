namespace Emotune.Model.Metrics;

/// <summary>The middle of a figure's resampled values.</summary>
internal static class PercentileInterval
{
    /// <summary>From quantile (1 − c) ÷ 2 to quantile (1 + c) ÷ 2 of the values that are defined; null where none is.</summary>
    public static Interval? Of(double[] values, double confidence)
    {
        var sorted = Array.FindAll(values, v => !double.IsNaN(v));
        Array.Sort(sorted);
        return sorted.Length == 0
            ? null
            : new Interval(Quantile(sorted, (1 - confidence) / 2), Quantile(sorted, (1 + confidence) / 2), confidence);
    }

    /// <summary>
    /// The same, moved so that the values' mean falls on the figure itself, and kept at or above a floor. For calibration
    /// errors: drawing rows twice widens every bin's gap, so the resampled errors as they are may all lie above the figure.
    /// Where there is no error at all it is too wide: of a debiased squared error it held zero in 99.9 % of 4,000 made-up samples.
    /// </summary>
    public static Interval? Recentred(double[] values, double figure, double confidence, double floor = 0)
    {
        double[] defined = [.. values.Where(v => !double.IsNaN(v))];
        if (defined.Length == 0)
            return null;
        var excess = defined.Average() - figure;
        var interval = Of(defined, confidence)!;
        return interval with { Low = Math.Max(floor, interval.Low - excess), High = interval.High - excess };
    }

    /// <summary>Linear between the two values around position q·(n − 1).</summary>
    internal static double Quantile(double[] sorted, double q)
    {
        var position = q * (sorted.Length - 1);
        var below = Math.Min((int)position, sorted.Length - 1);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
