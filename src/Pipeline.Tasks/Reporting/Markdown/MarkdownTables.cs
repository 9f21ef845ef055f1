using Emotune.Model.Evaluation;
using Emotune.Pipeline.Reporting.Html;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Markdown;

/// <summary>Calibration before and after.</summary>
internal static class MarkdownCalibration
{
    public static string Render(IReadOnlyList<RunGroup> groups)
    {
        var runs = groups.SelectMany(g => g.Finished).ToArray();
        var shown = ShownFigures.Probabilities(FigureTables.Markdown);
        return runs.Length == 0
            ? ""
            : "## Probabilities\n\nFigures before → after calibration, averaged over labels.\n\n" + MarkdownText.Table(
            ["Run · seed", .. shown.Select(f => f.ShortHeading())],
            runs.Select(r => (IEnumerable<string>)
            [
                MarkdownText.Escape(r.Run, 60) + FormattableString.Invariant($" · {r.Seed}"), .. shown.Select(f => Change(r, f)),
            ])) + "\n";
    }

    private static string Change(RunResult run, EvaluationFigure figure)
    {
        string Of(string when) => Numbers.Figure(run.Figure(figure, when)?.Value, figure.FineDigits);
        return Of(FigureKinds.Before) + " → " + Of(FigureKinds.After);
    }
}

/// <summary>Paired differences: between runs, and from another artifacts folder.</summary>
internal static class MarkdownDifferences
{
    public static string Render(ReportInput input) => string.Concat(input.Contrasts.Select(c =>
        $"## {MarkdownText.Escape(c.Second, 60)} − {MarkdownText.Escape(c.First, 60)}\n\n"
        + $"Differences on the same test comments with {Numbers.Percent(c.Confidence, 0)} intervals ({c.Draws()}). p has Holm’s "
        + $"correction.\n\n"
        + MarkdownText.Table(
            ["Figure", MarkdownText.Escape(c.First, 60), MarkdownText.Escape(c.Second, 60), "Difference", "Interval", "At most worse", "p"],
            c.Figures.Select(f => new[]
            {
                MarkdownText.Escape(RunContrasts.Title(f.Name)), Numbers.Figure(f.First, Digits(f.Name)),
                Numbers.Figure(f.Second, Digits(f.Name)), Numbers.Signed(f.Difference, Digits(f.Name)),
                RunContrasts.Bounds(f.Interval, Digits(f.Name)), Numbers.Figure(f.LossBound, Digits(f.Name)), P(f.AdjustedPValue),
            })) + "\n"));

    public static string Baseline(ReportInput input) => input.Baseline is not { } baseline ? "" :
        $"## Differences from {MarkdownText.Escape(baseline.Name)}\n\n"
        + "These results minus those. Where both have the same test comments, the intervals are paired over them.\n\n" + MarkdownText.Table(
            ["Run · seed", "Figure", "There", "Here", "Difference", "Interval", "p"],
            input.Runs.Where(r => r.Evaluation is not null && r.Failure is null).SelectMany(r => Rows(baseline, r))) + "\n";

    private static IEnumerable<IEnumerable<string>> Rows(BaselineResults baseline, RunResult run)
    {
        var name = MarkdownText.Escape(run.Run, 60) + FormattableString.Invariant($" · {run.Seed}");
        if (baseline.Of(run) is not { } found) return [[name, "no result", "", "", "", "", ""]];
        return found.Figures.Select(f => new[]
        {
            name, MarkdownText.Escape(RunContrasts.Title(f.Name)), Numbers.Figure(f.First, Digits(f.Name)),
            Numbers.Figure(f.Second, Digits(f.Name)), Numbers.Signed(f.Difference, Digits(f.Name)),
            f.Interval is null ? "not paired" : RunContrasts.Bounds(f.Interval, Digits(f.Name)),
            f.PValue is null ? "not computed" : P(f.PValue),
        });
    }

    private static int Digits(string figure) => RunContrasts.Digits(figure);

    private static string P(double? p) => Numbers.PValue(p).Replace("<", "&lt;", StringComparison.Ordinal);
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
        + Card(input.Card) + "\n"
        + MarkdownText.Table(["Split", "Rows", "Without label", "Duplicates", "Cut", "Mean length"], input.Dataset.Splits.Select(s => new[]
        {
            MarkdownText.Escape(s.Name, 60), Numbers.Count(s.Rows), Numbers.Count(s.Unlabelled), Numbers.Count(s.Duplicates),
            Numbers.Count(s.Truncated), Numbers.Figure(s.MeanTokens, 1),
        }))
        + Shared(input.Dataset)
        + $"\nThis command repeats the experiment:\n{MarkdownText.Command(input.BuildCommand().ToString())}";

    private static string Card(DataCard card) => DataSection.Entries(card) is { Count: > 0 } entries
        ? string.Concat(entries.Select(e => $"- {e.Name}: {MarkdownText.Escape(e.Text, 600)}\n"))
        : DataSection.NoCard.ToMarkdown() + "\n";

    private static string Shared(DatasetSummary data) => data.Shared.All(o => o.Rows == 0)
        ? "\nNo text is in two splits.\n"
        : $"\nRows whose text is in two splits: {string.Join("; ", data.Shared.Select(One))}.\n";

    private static string One(SplitOverlap overlap) =>
        $"{MarkdownText.Escape(overlap.First, 60)} and {MarkdownText.Escape(overlap.Second, 60)}: {Numbers.Count(overlap.Rows)}";
}
