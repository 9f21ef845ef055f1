using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Pipeline.Reporting.Markdown;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>What was measured on test, and on other data where the experiment names some.</summary>
internal static class CardResults
{
    public static string Render(ReportInput input, RunResult run) => ModelCard.Section(
        "Results",
        $"These figures were measured on {Numbers.Count(run.Evaluation!.Rows)} test comments, at "
            + (input.Use.HasChosenThresholds ? "the thresholds that were chosen on validation. " : "the thresholds that were given. ")
            + $"The intervals{Confidence(run)} come from resampling the test comments. They say nothing about other trainings.",
        MarkdownText.Table(["Figure", "On test", "Interval"], Rows(run)))
        // Each of them is a section of its own.
        + MarkdownExtraSets.Render(input with { Runs = [run] });

    /// <summary>The value and its interval, as two cells.</summary>
    internal static string[] Cells(Estimate? estimate, int digits) =>
    [
        Numbers.Figure(estimate?.Value, digits),
        estimate is { Value: not null, Interval: { } i } ? $"{Numbers.Figure(i.Low, digits)} to {Numbers.Figure(i.High, digits)}" : "",
    ];

    private static IEnumerable<string[]> Rows(RunResult run)
    {
        foreach (var figure in ShownFigures.Results(FigureTables.Markdown))
            yield return [figure.Heading, .. Cells(run.Figure(figure), figure.Digits)];
        if (run.Decision(DecisionNames.Validation) is { } decisions)
        {
            foreach (var (name, scores) in new[] { ("Micro", decisions.Micro), ("Macro", decisions.Macro) })
            {
                yield return [$"{name} precision", Numbers.Figure(scores.Precision), ""];
                yield return [$"{name} recall", Numbers.Figure(scores.Recall), ""];
            }
        }

        yield return ["Micro F1 at 0.5 for every label, without calibration",
            Numbers.Figure(run.Decision(DecisionNames.Half)?.Micro.F1), ""];
        yield return ["Micro F1 of always giving the most frequent label", .. Cells(run.Evaluation!.MostFrequentLabelMicroF1, 3)];
    }

    private static string Confidence(RunResult run) =>
        run.Evaluation!.Decisions.Count == 0 ? "" : $" ({Numbers.Percent(run.Evaluation.Decisions[0].MicroF1Interval.Confidence, 0)})";
}
