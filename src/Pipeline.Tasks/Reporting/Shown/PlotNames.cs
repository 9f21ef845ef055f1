using System.Text;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>The plots' file names, without extension; each is there as SVG and as PNG.</summary>
internal static class PlotNames
{
    public const string MicroF1 = "micro-f1-by-parameters";
    public const string MacroF1 = "macro-f1-by-parameters";
    public const string AveragePrecision = "average-precision-by-label";
    public const string TopLabels = "average-precision-top-labels";
    public const string Differences = "differences";
    public const string DifferencesByLabel = "average-precision-differences";
    public const string ReliabilityByLabel = "reliability-by-label";
    public const string ThresholdsByLabel = "thresholds-by-label";
    public const string CoPrediction = "co-prediction";
    public const string TrainingLoss = "training-loss";
    public const string ValidationLoss = "validation-loss";

    /// <summary>How many labels the plot of the best ones has.</summary>
    public const int MostTopLabels = 10;

    /// <summary>Whether there is a plot of the best labels: the plot of all labels would say the same where there are no others.</summary>
    public static bool HasTopLabels(ReportInput input) => input.Dataset.Labels.Count > MostTopLabels;

    /// <summary>The small multiples and the co-predictions are of one seed a run, the first that has a result.</summary>
    /// <param name="kind">The figure: <c>reliability-by-label</c>, <c>thresholds-by-label</c>, <c>co-prediction</c>.</param>
    public static IReadOnlyList<(RunResult Run, string Name)> OfFirstSeeds(IEnumerable<RunResult> runs, string kind) =>
        Named(runs.Where(r => r.Evaluation is not null && r.Failure is null).DistinctBy(r => r.Run), kind);

    /// <summary>The reliability diagram of each run and seed that has one, in the order of the runs.</summary>
    public static IReadOnlyList<(RunResult Run, string Name)> Reliability(IEnumerable<RunResult> runs) =>
        Named(runs.Where(r => r.Reliability is not null), "reliability");

    private static List<(RunResult Run, string Name)> Named(IEnumerable<RunResult> runs, string kind)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new List<(RunResult, string)>();
        foreach (var run in runs)
        {
            var plain = FormattableString.Invariant($"{kind}-{Slug(run.Run)}-{run.Seed}");
            var name = plain;
            // Two names that differ in letters which a file name does not keep.
            for (var i = 2; !taken.Add(name); i++) name = FormattableString.Invariant($"{plain}-{i}");
            names.Add((run, name));
        }
        return names;
    }

    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Take(60)) slug.Append(char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '-');
        return slug.ToString();
    }
}
