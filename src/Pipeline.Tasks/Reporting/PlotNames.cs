using System.Text;

namespace Emotune.Pipeline.Reporting;

/// <summary>The plots' file names, without extension; each is there as SVG and as PNG.</summary>
public static class PlotNames
{
    public const string MicroF1 = "micro-f1-by-parameters";
    public const string MacroF1 = "macro-f1-by-parameters";
    public const string AveragePrecision = "average-precision-by-label";
    public const string TrainingLoss = "training-loss";
    public const string ValidationLoss = "validation-loss";

    /// <summary>The reliability diagram of each run and seed that has one, in the order of the runs.</summary>
    public static IReadOnlyList<(RunResult Run, string Name)> Reliability(IEnumerable<RunResult> runs)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new List<(RunResult, string)>();
        foreach (var run in runs.Where(r => r.Reliability is not null))
        {
            var name = FormattableString.Invariant($"reliability-{Slug(run.Run)}-{run.Seed}");
            // Two names that differ in letters which a file name does not keep.
            for (var i = 2; !taken.Add(name); i++) name = FormattableString.Invariant($"reliability-{Slug(run.Run)}-{run.Seed}-{i}");
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
