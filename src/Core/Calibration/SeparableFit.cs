using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>
/// What to do where logits tell positives from negatives without error: the likelihood grows without end as the
/// scale does, and an endless scale would make every later mistake infinitely costly.
/// </summary>
internal static class SeparableFit
{
    /// <summary>How far above its infimum the mean loss may stay, in nats.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>The smallest scale in [least, most] at which the mean loss of the given margins is within the tolerance of zero.</summary>
    /// <param name="margins">Distances from the boundary, on the right side; those on the boundary itself are zero and do not
    /// change.</param>
    public static double MildestScale(ReadOnlySpan<double> margins, double least, double most)
    {
        if (Excess(margins, least) <= Tolerance)
            return least;
        if (Excess(margins, most) > Tolerance)
            return most;
        var (low, high) = (least, most);
        while (high / low > 1 + 1e-12)
        {
            var middle = Math.Sqrt(low * high);
            (low, high) = Excess(margins, middle) <= Tolerance ? (low, middle) : (middle, high);
        }
        return high;
    }

    private static double Excess(ReadOnlySpan<double> margins, double scale)
    {
        var sum = 0.0;
        foreach (var margin in margins)
            sum += margin > 0 ? Logistic.Softplus(-scale * margin) : 0;
        return sum / margins.Length;
    }
}
