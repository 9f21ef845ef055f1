using System.Globalization;
using Emotune.Diagnostics;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting;

/// <summary>What must hold of the input before anything is drawn or written.</summary>
internal static class ReportCheck
{
    /// <exception cref="DiagnosticException">EXP6003 to EXP6006, all of them in one go.</exception>
    public static void Require(ReportInput input)
    {
        var found = new List<Diagnostic>();
        if (input.Runs.Count == 0) found.Add(Problems.ReportHasNoRuns.Given(input.Experiment));
        foreach (var twice in input.Runs.GroupBy(r => (r.Run, r.Seed)).Where(g => g.Count() > 1))
        {
            found.Add(Problems.ReportRunTwice.Given(twice.Key.Run, twice.Key.Seed, twice.Count()));
        }
        var labels = input.Dataset.Labels.Select(l => l.Name).ToArray();
        foreach (var run in input.Runs.Where(r => r.Evaluation is not null))
        {
            var evaluated = run.Evaluation!.Labels.Select(l => l.Name).ToArray();
            if (!evaluated.SequenceEqual(labels, StringComparer.Ordinal))
            {
                found.Add(Problems.ReportLabelsDiffer.Given(run.Run, run.Seed, List(evaluated), List(labels)));
            }
            foreach (var (name, value) in ReportFigures.Of(run).Where(f => f.Value is { } v && !double.IsFinite(v)))
            {
                found.Add(
                    Problems.ReportNumberNotFinite.Given(run.Run, run.Seed, name, value!.Value.ToString(CultureInfo.InvariantCulture)));
            }
        }
        foreach (var contrast in input.Contrasts)
        {
            foreach (var (name, value) in contrast.AllNumbers().Where(f => f.Value is { } v && !double.IsFinite(v)))
            {
                found.Add(
                    Problems.ContrastNotFinite.Given(
                        contrast.First, contrast.Second, name, value!.Value.ToString(CultureInfo.InvariantCulture)));
            }
        }
        if (found.Count > 0) throw new DiagnosticException(found);
    }

    private static string List(string[] names) => SafeText.Line(string.Join(", ", names), 200);
}
