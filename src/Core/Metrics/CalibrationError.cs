namespace Emotune.Metrics;

/// <summary>Calibration error of one label's probabilities: mean probability against the fraction of positives, bin by bin.</summary>
/// <param name="Expected">Mean gap, weighted by the bins' counts (ECE).</param>
/// <param name="Maximum">The largest gap of a bin that is not empty (MCE).</param>
/// <param name="RootMeanSquare">Root of the mean squared gap, weighted by the bins' counts.</param>
internal sealed record CalibrationError(double Expected, double Maximum, double RootMeanSquare)
{
    /// <summary>Over bins of equal width, each with its lower edge; 1 belongs to the last.</summary>
    public static CalibrationError EqualWidth(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels, int bins)
    {
        double sum = 0, squares = 0, maximum = 0;
        foreach (var bin in ReliabilityBins.Of(probabilities, labels, bins))
        {
            if (bin.Count == 0)
                continue;
            var gap = Math.Abs(bin.FractionOfPositives!.Value - bin.MeanProbability!.Value);
            var share = (double)bin.Count / probabilities.Length;
            sum += gap * share;
            squares += gap * gap * share;
            maximum = Math.Max(maximum, gap);
        }
        return new CalibrationError(sum, maximum, Math.Sqrt(squares));
    }

    /// <summary>
    /// ECE over bins of (almost) equal count: rows in the order of their probability, equal ones as they come, cut as
    /// <see cref="EqualMassBins"/> says.
    /// </summary>
    public static double EqualMass(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels, int bins) =>
        EqualMass(probabilities, labels, bins, StableOrder.Ascending(probabilities));

    /// <param name="order">Rows in the order of their probability.</param>
    internal static double EqualMass(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels, int bins, int[] order)
    {
        var (error, start) = (0.0, 0);
        foreach (var end in EqualMassBins.Ends(order.Length, bins))
        {
            var gap = 0.0;
            for (; start < end; start++)
                gap += probabilities[order[start]] - labels[order[start]];
            error += Math.Abs(gap);
        }
        return error / order.Length;
    }

    /// <summary>
    /// Mean squared gap over bins of equal mass, less what chance alone would add to it (Kumar et al., "Verified Uncertainty
    /// Calibration", 2019). Its expectation is the squared error itself, so that it may fall below zero.
    /// </summary>
    public static double DebiasedSquared(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels, int bins) =>
        DebiasedSquared(probabilities, labels, bins, StableOrder.Ascending(probabilities));

    /// <param name="order">Rows in the order of their probability.</param>
    internal static double DebiasedSquared(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels, int bins, int[] order)
    {
        var (error, start) = (0.0, 0);
        foreach (var end in EqualMassBins.Ends(order.Length, bins))
        {
            double count = end - start, sum = 0, positives = 0;
            for (; start < end; start++)
            {
                sum += probabilities[order[start]];
                positives += labels[order[start]];
            }
            // One row does not tell a gap from chance.
            if (count < 2)
                continue;
            var (gap, fraction) = ((sum - positives) / count, positives / count);
            error += count / order.Length * (gap * gap - fraction * (1 - fraction) / (count - 1));
        }
        return error;
    }
}
