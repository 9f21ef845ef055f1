using Emotune.Model.Metrics;
using Emotune.Pipeline.Reporting.Html;

namespace Emotune.Pipeline.Reporting.Markdown;

/// <summary>Calibration before and after.</summary>
internal static class MarkdownCalibration
{
    public static string Render(IReadOnlyList<RunGroup> groups)
    {
        var runs = groups.SelectMany(g => g.Finished).ToArray();
        return runs.Length == 0 ? "" : "## Probabilities\n\nBefore → after calibration, averaged over labels.\n\n" + MarkdownText.Table(
            ["Run · seed", "ECE", "Largest distance", "Brier", "Log loss"],
            runs.Select(r => new[]
            {
                MarkdownText.Escape(r.Run, 60) + FormattableString.Invariant($" · {r.Seed}"),
                Change(r, c => c.ExpectedCalibrationError.Value), Change(r, c => c.MaximumCalibrationError), Change(r, c => c.Brier.Value), Change(r, c => c.NegativeLogLikelihood.Value),
            })) + "\n";
    }

    private static string Change(RunResult run, Func<CalibrationReport, double?> read) =>
        Numbers.Figure(read(run.Evaluation!.Uncalibrated), 4) + " → " + Numbers.Figure(read(run.Evaluation.Calibrated), 4);
}

/// <summary>Paired differences.</summary>
internal static class MarkdownDifferences
{
    public static string Render(ReportInput input) => input.Differences.Count == 0 ? "" : "## Differences\n\nSecond minus first, on the same test comments.\n\n" + MarkdownText.Table(
        ["Second − first", "Metric", "Seed", "Difference", "Interval", "p"],
        input.Differences.Select(d => new[]
        {
            MarkdownText.Escape(d.Second, 60) + " − " + MarkdownText.Escape(d.First, 60), MarkdownText.Escape(d.Metric.Replace('_', ' ')),
            d.Seed is { } seed ? FormattableString.Invariant($"{seed}") : "all", Numbers.Signed(d.Difference.Value, 4),
            d.Difference.Interval is { } i ? $"{Numbers.Signed(i.Low, 4)} to {Numbers.Signed(i.High, 4)}" : Numbers.Undefined,
            d.PValue is null ? "none made" : Numbers.PValue(d.PValue).Replace("<", "&lt;", StringComparison.Ordinal),
        })) + "\n";
}

/// <summary>Average precision by label.</summary>
internal static class MarkdownLabels
{
    public static string Render(ReportInput input, IReadOnlyList<RunGroup> groups)
    {
        var finished = groups.Where(g => g.Finished.Count > 0).ToArray();
        return finished.Length == 0 ? "" : "## Labels\n\nAverage precision on test.\n\n" + MarkdownText.Table(
            ["Label", "Positives", .. finished.Select(g => MarkdownText.Escape(g.Name, 60))],
            input.Dataset.Labels.Select((l, i) => (IEnumerable<string>)
            [
                MarkdownText.Escape(l.Name, 60), Numbers.Count(l.TestPositives),
                .. finished.Select(g => MarkdownReport.PlusMinus(g.Over(r => r.Label(i)!.AveragePrecision.Value))),
            ])) + "\n";
    }
}

/// <summary>The data card, the splits, and the command.</summary>
internal static class MarkdownData
{
    public static string Render(ReportInput input) => "## Data\n\n"
        + string.Concat(DataSection.Entries(input.Card).Select(e => $"- {e.Name}: {(e.Text is null ? "not said in the experiment" : MarkdownText.Escape(e.Text, 600))}\n")) + "\n"
        + MarkdownText.Table(["Split", "Rows", "Without label", "Duplicates", "Cut", "Mean length"], input.Dataset.Splits.Select(s => new[]
        {
            MarkdownText.Escape(s.Name, 60), Numbers.Count(s.Rows), Numbers.Count(s.Unlabelled), Numbers.Count(s.Duplicates), Numbers.Count(s.Truncated), Numbers.Figure(s.MeanTokens, 1),
        }))
        + $"\nTo repeat it: {MarkdownText.Escape(ProvenanceSection.Command(input), 400)}\n";
}
