using Emotune.Metrics;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Answers;

/// <summary>Where calibrated probabilities agree with the fractions of positives, over the decisions of all labels.</summary>
internal static class TrustedRange
{
    // A smaller distance does no harm to a reader.
    private const double MostApart = 0.05;

    // A bin of fewer decisions says nothing.
    private const int FewestDecisions = 10;

    // Of standard errors: as far a fraction may lie from the truth by chance.
    private const double Chance = 2;

    private enum Agreement { Unknown, Trusted, TooHigh, TooLow }

    /// <summary>Null where there are no bins.</summary>
    public static Prose? Of(RunGroup run)
    {
        if (run.Finished[0].Reliability?.PooledAfter is not { Count: > 0 } bins)
            return null;
        var ranges = Ranges(bins);
        if (ranges.All(r => r.Key == Agreement.Unknown || r.Value.Count == 0))
        {
            return new Prose().Say("There are too few decisions to tell where its probabilities can be trusted to within "
                + $"{Numbers.Figure(MostApart, 2)}.");
        }
        var said = new Prose().Say(ranges[Agreement.Trusted].Count > 0
            ? $"Its probabilities can be trusted to within {Numbers.Figure(MostApart, 2)} {Listed(ranges[Agreement.Trusted])}."
            : $"Nowhere can its probabilities be trusted to within {Numbers.Figure(MostApart, 2)}.");
        foreach (var (agreement, word) in new[] { (Agreement.TooHigh, "high"), (Agreement.TooLow, "low") })
        {
            if (ranges[agreement].Count > 0)
                said.Say($" They are too {word} {Listed(ranges[agreement])}.");
        }
        return said.Say(ranges[Agreement.Unknown].Count > 0 ? " Elsewhere there are too few decisions to tell." : "")
            .Say(" This is over all labels together.");
    }

    /// <summary>Neighbouring bins of one agreement become one range.</summary>
    private static Dictionary<Agreement, List<(double From, double To)>> Ranges(IReadOnlyList<ReliabilityBin> bins)
    {
        var ranges = Enum.GetValues<Agreement>().ToDictionary(a => a, _ => new List<(double From, double To)>());
        Agreement? before = null;
        foreach (var bin in bins)
        {
            var agreement = Of(bin);
            var list = ranges[agreement];
            if (agreement == before)
                list[^1] = (list[^1].From, bin.Upper);
            else
                list.Add((bin.Lower, bin.Upper));
            before = agreement;
        }
        return ranges;
    }

    private static Agreement Of(ReliabilityBin bin)
    {
        if (bin is not { Count: >= FewestDecisions, MeanProbability: { } mean, FractionOfPositives: { } fraction })
            return Agreement.Unknown;
        var apart = Math.Abs(mean - fraction);
        if (apart + Chance * StandardError(fraction, bin.Count) <= MostApart)
            return Agreement.Trusted;
        if (apart <= Math.Max(MostApart, Chance * Math.Sqrt(mean * (1 - mean) / bin.Count)))
            return Agreement.Unknown;
        return mean > fraction ? Agreement.TooHigh : Agreement.TooLow;
    }

    // With two positives and two negatives more (Agresti and Coull, 1998): ten decisions without a positive are not without an error.
    private static double StandardError(double fraction, int count)
    {
        var adjusted = (fraction * count + 2) / (count + 4);
        return Math.Sqrt(adjusted * (1 - adjusted) / (count + 4));
    }

    private static string Listed(List<(double From, double To)> ranges) =>
        string.Join(" and ", ranges.Select(r => $"from {Numbers.Figure(r.From, 2)} to {Numbers.Figure(r.To, 2)}"));
}
