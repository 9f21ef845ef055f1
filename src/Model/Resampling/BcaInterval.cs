namespace Emotune.Model.Resampling;

/// <summary>
/// The bootstrap interval that corrects for bias and for a spread that changes with the figure (BCa: Efron, "Better Bootstrap
/// Confidence Intervals", 1987).
/// </summary>
internal static class BcaInterval
{
    /// <param name="values">Resampled; NaN where undefined.</param>
    /// <param name="figure">On the rows as they are.</param>
    /// <param name="leftOut">The figure without each group of rows, groups of like size; NaN where undefined.</param>
    /// <returns>
    /// Null where no resample is defined; of percentiles, and named so, where the correction is not defined: the influences are too
    /// small to cube, or one of them outweighs all others.
    /// </returns>
    public static Interval? Of(double[] values, double figure, double[] leftOut, double confidence)
    {
        var sorted = Array.FindAll(values, v => !double.IsNaN(v));
        if (sorted.Length == 0)
            return null;
        Array.Sort(sorted);
        var bias = Bias(sorted, figure);
        var acceleration = Acceleration(Array.FindAll(leftOut, v => !double.IsNaN(v)));
        double Share(double q)
        {
            var z = bias + NormalDistribution.Quantile(q);
            var stretch = 1 - acceleration * z;
            return stretch > 0 ? NormalDistribution.Cumulative(bias + z / stretch) : double.NaN;
        }
        var (low, high) = (Share((1 - confidence) / 2), Share((1 + confidence) / 2));
        return double.IsNaN(low) || double.IsNaN(high)
            ? PercentileInterval.Of(sorted, confidence)! with { Kind = BootstrapInterval.Percentile }
            : new Interval(PercentileInterval.Quantile(sorted, low), PercentileInterval.Quantile(sorted, high), confidence);
    }

    /// <summary>z₀: how far the figure lies from the resamples' median; ties count half, and none lies beyond all resamples.</summary>
    internal static double Bias(double[] sorted, double figure)
    {
        var below = sorted.Count(v => v < figure) + 0.5 * sorted.Count(v => v == figure);
        return NormalDistribution.Quantile(Math.Clamp(below / sorted.Length, 0.5 / sorted.Length, 1 - 0.5 / sorted.Length));
    }

    /// <summary>
    /// a: a sixth of the skewness of the figure's jackknife influences; zero where nothing has any, NaN where these are too small or
    /// too large to cube.
    /// </summary>
    internal static double Acceleration(double[] leftOut)
    {
        if (leftOut.Length == 0)
            return 0;
        var mean = leftOut.Average();
        double squares = 0, cubes = 0;
        foreach (var value in leftOut)
        {
            var influence = mean - value;
            squares += influence * influence;
            cubes += influence * influence * influence;
        }
        if (squares == 0)
            return Array.TrueForAll(leftOut, value => value == mean) ? 0 : double.NaN;
        var spread = Math.Pow(squares, 1.5);
        return double.IsNormal(spread) ? cubes / (6 * spread) : double.NaN;
    }
}
