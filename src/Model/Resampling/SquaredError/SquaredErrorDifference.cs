namespace Emotune.Model.Resampling.SquaredError;

/// <summary>The interval of how two debiased squared calibration errors on the same rows differ.</summary>
internal static class SquaredErrorDifference
{
    /// <param name="difference">Second − first.</param>
    /// <param name="first">At the observed gaps, as <paramref name="second"/>.</param>
    public static Interval? Interval(double difference, SquaredErrorTerms first, SquaredErrorTerms second, double confidence)
    {
        var terms = second.Minus(first);
        var scale = terms.Shrinkage();
        return PercentileInterval.Of([.. terms.Quadratic.Select((_, r) => difference + terms.At(scale, r))], confidence);
    }
}
