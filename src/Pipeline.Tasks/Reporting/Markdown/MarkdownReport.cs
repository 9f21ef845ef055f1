using System.Text;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Pipeline.Reporting.Answers;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Markdown;

/// <summary><c>report.md</c>: the answer and the tables, small enough for a pull request.</summary>
internal static class MarkdownReport
{
    // A pull request's text ends at 65,536 characters; the rest is left to the comment around it.
    internal const int MostBytes = 60_000;

    private static readonly IReadOnlyList<EvaluationFigure> Columns = ShownFigures.Results(FigureTables.Markdown);

    public static string Render(ReportInput input)
    {
        var groups = RunGroup.Of(input.Runs);
        var title = input.Title.Length > 0 ? input.Title : input.Experiment;
        (string Text, string Instead)[] sections =
        [
            ($"# {MarkdownText.Escape(title)}\n\n", ""),
            (LeftOut.Say(input) is { } leftOut ? leftOut.ToMarkdown() + "\n\n" : "",
                input.LeftOut.Count == 0 ? "" : "Some runs are left out.\n\n"),
            (Answers(input), "The answer is in index.html.\n\n"),
            (Results(input), "All results are in results.csv.\n\n"),
            (MarkdownCalibration.Render(groups), "Calibration is in results.csv.\n\n"),
            (MarkdownDifferences.Render(input), "The differences are in index.html.\n\n"),
            (MarkdownDifferences.Baseline(input), "The differences from the baseline are in index.html.\n\n"),
            (MarkdownExtraSets.Render(input), input.ExtraSets.Count == 0
                ? ""
                : "The results on other data are in extra_sets.csv.\n\n"),
            (MarkdownLabels.Render(input, groups), "All labels are in per_label.csv.\n\n"),
            (MarkdownMistakes.Render(groups), "The worst mistakes are in index.html.\n\n"),
            (MarkdownCosts.Render(input), "The costs are in costs.csv.\n\n"),
            (MarkdownExports.Render(input), input.Exports.Count == 0 ? "" : "What was exported is in index.html.\n\n"),
            (MarkdownGaps.Render(input), "What could not be computed is in index.html.\n\n"),
            (MarkdownData.Render(input), "The data card is in index.html.\n\n"),
        ];
        var report = new StringBuilder();
        var left = MostBytes - sections.Sum(s => Encoding.UTF8.GetByteCount(s.Instead));
        foreach (var (text, instead) in sections)
        {
            var size = Encoding.UTF8.GetByteCount(text);
            report.Append(size < left ? text : instead);
            if (size < left) left -= size;
        }
        return report.ToString();
    }

    private static string Answers(ReportInput input)
    {
        var answer = Answer.Of(input);
        var text = new StringBuilder(answer.Lead.ToMarkdown()).Append("\n\n").Append(Caution(answer.Caution));
        foreach (var part in answer.Parts)
        {
            text.Append("## ").Append(part.Question).Append("\n\n");
            foreach (var sentence in part.Sentences) text.Append("- ").Append(sentence.ToMarkdown()).Append('\n');
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string Caution(Caution caution)
    {
        var text = new StringBuilder();
        if (caution.Withheld.Count > 0)
            text.Append("Why it is not known yet:\n").Append(List(caution.Withheld)).Append('\n');
        if (caution.Mending is { } mending)
        {
            text.Append(mending.Heading).Append('\n').Append(MarkdownText.Command(mending.Command)).Append('\n')
                .Append(mending.Beside.ToMarkdown()).Append("\n\n");
        }
        if (caution.Noted.Count > 0)
            text.Append("What to keep in mind:\n").Append(List(caution.Noted)).Append('\n');
        return text.ToString();
    }

    private static string List(IReadOnlyList<Prose> sentences) => string.Concat(sentences.Select(s => $"- {s.ToMarkdown()}\n"));

    private static string Results(ReportInput input) =>
        "## Results\n\nFigures on test at the thresholds chosen on validation, with intervals over test comments.\n\n" + MarkdownText.Table(
        [
            "Run · seed", "Trained", "Share", .. Columns.Select(f => f.ShortHeading()), "Micro F1 at 0.5",
            "Oracle micro F1 (chosen on test)",
        ],
        input.Runs.Select(Row)) + "\n" + Means(input) + Parts(input);

    private static string Parts(ReportInput input)
    {
        var runs = input.Runs.Where(r => r.Decision(DecisionNames.Validation) is not null).ToArray();
        return runs.Length == 0 ? "" : "Precision and recall at the same thresholds.\n\n" + MarkdownText.Table(
            ["Run · seed", "Micro precision", "Micro recall", "Macro precision", "Macro recall"],
            runs.Select(r => (IEnumerable<string>)
            [
                MarkdownText.Escape(r.Run, 60) + FormattableString.Invariant($" · {r.Seed}"),
                .. new[] { r.Decision(DecisionNames.Validation)!.Micro, r.Decision(DecisionNames.Validation)!.Macro }
                    .SelectMany(s => new[] { s.Precision, s.Recall }).Select(v => Numbers.Figure(v)),
            ])) + "\n";
    }

    private static IEnumerable<string> Row(RunResult run)
    {
        var name = MarkdownText.Escape(run.Run, 60) + FormattableString.Invariant($" · {run.Seed}");
        if (run.Failure is not null) return [name, "failed", "", .. Columns.Select(_ => ""), "", ""];
        return
        [
            name, run.Parameters is { } p ? Numbers.Count(p.Trained) : Numbers.Undefined, Numbers.Percent(run.Parameters?.Share),
            .. Columns.Select(f => With(run.Figure(f), f.Digits)),
            Numbers.Figure(run.Decision(DecisionNames.Half)?.Micro.F1), Numbers.Figure(run.Decision(DecisionNames.Oracle)?.Micro.F1),
        ];
    }

    private static string Means(ReportInput input)
    {
        var several = RunGroup.Of(input.Runs).Where(g => g.Finished.Count > 1).ToArray();
        var shown = ShownFigures.Results(FigureTables.Summary);
        return several.Length == 0 ? "" : "Means ± standard deviation over seeds.\n\n" + MarkdownText.Table(
            ["Run", "Seeds", .. shown.Select(f => f.ShortHeading())],
            several.Select(g => (IEnumerable<string>)
            [
                MarkdownText.Escape(g.Name, 60), Numbers.Count(g.Finished.Count),
                .. shown.Select(f => PlusMinus(g.Over(f), f.Digits)),
            ])) + "\n";
    }

    internal static string PlusMinus(SeedStatistics over, int digits = 3) =>
        Numbers.Figure(over.Mean, digits) + (over.Deviation is null ? "" : " ± " + Numbers.Figure(over.Deviation, digits));

    internal static string With(Estimate? estimate, int digits) => Numbers.Figure(estimate?.Value, digits)
        + (estimate is { Value: not null, Interval: { } i }
            ? $" ({Numbers.Figure(i.Low, digits)}{(i.Low < 0 ? " to " : "–")}{Numbers.Figure(i.High, digits)})"
            : "");
}
