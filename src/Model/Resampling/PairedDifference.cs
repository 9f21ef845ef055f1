namespace Emotune.Model.Resampling;

/// <summary>How a figure differs between two runs on the same test comments.</summary>
/// <param name="First">Null where undefined; then there is no difference either.</param>
/// <param name="Difference">Second − first.</param>
/// <param name="PValue">Two-sided: twice the share of resamples on the rarer side of zero, never below 2 ÷ (resamples + 1).</param>
/// <param name="AdjustedPValue">By Holm's method within the figure's family: the headline figures, or all labels.</param>
internal sealed record PairedDifference(
    string Name, double? First, double? Second, double? Difference, Interval? Interval, double? PValue, double? AdjustedPValue)
{
    internal static PairedDifference Of(string name, double? first, double? second, double[] differences, double confidence) =>
        first is null || second is null
            ? new PairedDifference(name, first, second, null, null, null, null)
            : new PairedDifference(
                name, first, second, second - first, PercentileInterval.Of(differences, confidence), TwoSided(differences), null);

    private static double TwoSided(double[] differences)
    {
        var defined = differences.Count(d => !double.IsNaN(d));
        var rarer = Math.Min(differences.Count(d => d <= 0), differences.Count(d => d >= 0));
        return Math.Min(1, 2.0 * (rarer + 1) / (defined + 1));
    }
}
