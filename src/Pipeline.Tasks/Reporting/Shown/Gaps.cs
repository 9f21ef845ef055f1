namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>A figure that could not be computed, or not as asked for, and why.</summary>
/// <param name="Runs">As many runs and seeds as it holds for; null where it is the data's.</param>
internal sealed record Gap(string Label, string What, string Why, int? Runs = null);

/// <summary>What a reader may miss in the results.</summary>
internal static class Gaps
{
    public static IReadOnlyList<Gap> Of(ReportInput input) =>
        [.. OfData(input.Dataset), .. OfExtraSets(input), .. OfFits(input.Runs), .. OfExplanations(input.Runs)];

    private static IEnumerable<Gap> OfData(DatasetSummary data)
    {
        foreach (var label in data.Labels)
        {
            if (label.TrainPositives == 0)
                yield return new Gap(label.Name, "nothing was learned about it", "no training comment carries it");
            if (label.ValidationPositives == 0)
                yield return new Gap(label.Name, "no calibration and no threshold of its own", "no validation comment carries it");
            if (label.TestPositives == 0)
            {
                yield return new Gap(
                    label.Name, "average precision and recall are undefined, and F1 counts as 0 in macro F1", "no test comment carries it");
            }
        }
    }

    // Whatever the run, the set's comments are the same.
    private static IEnumerable<Gap> OfExtraSets(ReportInput input) =>
        from set in input.ExtraSets
        let name = set.Statistics.Name
        let report = input.Runs.Where(r => r.Failure is null).Select(r => r.ExtraSets.GetValueOrDefault(name))
            .FirstOrDefault(r => r is not null)
        where report is not null
        from label in report.Set.Labels
        where label.Positives == 0
        select new Gap(
            label.Name, "average precision and recall on an extra set are undefined, and F1 counts as 0 in macro F1",
            $"no comment of {name} carries it");

    private static IEnumerable<Gap> OfExplanations(IEnumerable<RunResult> runs) =>
        from run in runs
        where run.ExplanationFailure is not null
        select new Gap("every label", FormattableString.Invariant($"{run.Run} · {run.Seed} has no explanations"), run.ExplanationFailure!);

    private static IEnumerable<Gap> OfFits(IEnumerable<RunResult> runs) => runs
        .Where(r => r.Failure is null)
        .SelectMany(r => r.Calibration)
        .Where(c => c.Note is not null)
        .GroupBy(c => (c.Label, c.Note))
        .Select(g => new Gap(g.Key.Label, "it has no best-fitting calibration of its own", g.Key.Note!, g.Count()));
}
