using Emotune.Metrics;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>The bins of a reliability diagram that hold comments enough to say something.</summary>
internal static class FilledBins
{
    /// <summary>A bin of fewer comments lies anywhere by chance.</summary>
    public const int Fewest = 10;

    public static bool IsFilled(this ReliabilityBin bin) =>
        bin is { Count: >= Fewest, MeanProbability: not null, FractionOfPositives: not null };

    /// <summary>The largest distance of a filled bin, averaged over the labels that have one; null without any.</summary>
    public static double? LargestDistance(IEnumerable<IReadOnlyList<ReliabilityBin>> labels) =>
        labels.Select(bins => bins.Where(IsFilled).Max(b => (double?)Math.Abs(b.MeanProbability!.Value - b.FractionOfPositives!.Value)))
            .Average();
}
