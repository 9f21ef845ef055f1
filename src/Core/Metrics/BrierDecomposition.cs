namespace Emotune.Metrics;

/// <summary>The Brier score in parts over bins of equal width (Murphy, "A New Vector Partition of the Probability Score", 1973).</summary>
/// <param name="Reliability">Mean squared gap between a bin's mean probability and its fraction of positives; lower is better.</param>
/// <param name="Resolution">Mean squared distance of the bins' fractions of positives from the overall one; higher is better.</param>
/// <param name="Uncertainty">f·(1 − f) of the overall fraction f of positives: the data's own.</param>
/// <param name="WithinBins">What the score has beyond reliability − resolution + uncertainty, because a bin's probabilities differ
/// (Stephenson et al., 2008).</param>
internal sealed record BrierDecomposition(double Reliability, double Resolution, double Uncertainty, double WithinBins)
{
    public static BrierDecomposition Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels, int bins)
    {
        var overall = (double)labels.Count((byte)1) / labels.Length;
        double reliability = 0, resolution = 0;
        foreach (var bin in ReliabilityBins.Of(probabilities, labels, bins))
        {
            if (bin.Count == 0)
                continue;
            var (share, fraction) = ((double)bin.Count / labels.Length, bin.FractionOfPositives!.Value);
            reliability += share * Square(bin.MeanProbability!.Value - fraction);
            resolution += share * Square(fraction - overall);
        }
        var uncertainty = overall * (1 - overall);
        return new BrierDecomposition(
            reliability, resolution, uncertainty,
            ProbabilityScores.Brier(probabilities, labels) - (reliability - resolution + uncertainty));
    }

    private static double Square(double value) => value * value;
}
