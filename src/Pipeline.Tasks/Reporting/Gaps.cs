namespace Emotune.Pipeline.Reporting;

/// <summary>A figure that could not be computed, or not as asked for, and why.</summary>
/// <param name="Runs">As many runs and seeds as it holds for; null where it is the data's.</param>
internal sealed record Gap(string Label, string What, string Why, int? Runs = null);

/// <summary>What a reader may miss in the results.</summary>
internal static class Gaps
{
    public static IReadOnlyList<Gap> Of(ReportInput input) => [.. OfData(input.Dataset), .. OfFits(input.Runs)];

    private static IEnumerable<Gap> OfData(DatasetSummary data)
    {
        foreach (var label in data.Labels)
        {
            if (label.TrainPositives == 0)
                yield return new Gap(label.Name, "nothing was learnt of it", "no training comment carries it");
            if (label.ValidationPositives == 0)
                yield return new Gap(label.Name, "no calibration and no threshold of its own", "no validation comment carries it");
            if (label.TestPositives == 0)
                yield return new Gap(label.Name, "average precision and recall are undefined; F1 counts as 0 in macro F1", "no test comment carries it");
        }
    }

    private static IEnumerable<Gap> OfFits(IEnumerable<RunResult> runs) => runs
        .Where(r => r.Failure is null)
        .SelectMany(r => r.Calibration)
        .Where(c => c.Note is not null)
        .GroupBy(c => (c.Label, c.Note))
        .Select(g => new Gap(g.Key.Label, "its calibration is not its own best fit", g.Key.Note!, g.Count()));
}
