using Emotune.Model.Evaluation;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Answers;

/// <summary>On how many labels calibration changed the log loss on test by more than chance.</summary>
internal static class LossByLabel
{
    /// <summary>Null where no label was tested.</summary>
    public static Prose? Of(RunGroup group)
    {
        var seeds = group.Finished.Select(r => r.Evaluation!.Labels).ToArray();
        var tested = seeds.SelectMany(labels => labels).FirstOrDefault(l => l.NllAdjustedPValue is not null);
        if (tested is null) return null;
        var level = 1 - (tested.NllChange?.Interval?.Confidence ?? 0.95);
        return new Prose().Name(group.Name)
            .Say($" has a significantly lower log loss after calibration on {Count(seeds, level, -1)} ")
            .Say($"of {Numbers.Count(seeds[0].Count)} labels and a higher one on {Count(seeds, level, 1)}")
            .Say($" (paired over test comments, with Holm’s correction at {Numbers.Percent(level, 0)}")
            .Say(seeds.Length > 1 ? FormattableString.Invariant($"; each of {seeds.Length} seeds was tested by itself).") : ").");
    }

    /// <summary>One number, or those of the seeds with the fewest and the most.</summary>
    private static string Count(IReadOnlyList<LabelReport>[] seeds, double level, int sign)
    {
        int[] counts = [
            .. seeds.Select(labels => labels.Count(l => l.NllAdjustedPValue <= level && Math.Sign(l.NllChange?.Value ?? 0) == sign))];
        var (fewest, most) = (counts.Min(), counts.Max());
        return Said(fewest) + (most == fewest ? "" : " to " + Said(most));
    }

    private static string Said(int count) => count == 0 ? "none" : Numbers.Count(count);
}
