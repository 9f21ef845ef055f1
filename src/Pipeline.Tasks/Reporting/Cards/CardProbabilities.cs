using Emotune.Model.Evaluation;
using Emotune.Pipeline.Reporting.Markdown;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>How logits became probabilities and decisions, and how honest the probabilities are.</summary>
internal static class CardProbabilities
{
    public static string Render(ReportInput input, RunResult run) => ModelCard.Section(
        "Probabilities",
        Origin(input) + " What each label got stands in the table of labels. A label is given where its probability reaches its "
            + "threshold.",
        input.Use.Chosen.Count == 0 ? "" : MarkdownText.Table(
            ["Setting", "Value"], input.Use.Chosen.Select(s => new[] { MarkdownText.Code(s.Key), MarkdownText.Escape(s.Value) })),
        "Errors of the probabilities on test, averaged over labels. Lower is better.",
        MarkdownText.Table(
            ["Figure", "Before calibration", "After calibration", "Interval after"],
            ShownFigures.Probabilities(FigureTables.Markdown).Select(f => (IEnumerable<string>)
            [
                f.Heading, Numbers.Figure(run.Figure(f, FigureKinds.Before)?.Value, f.FineDigits),
                .. CardResults.Cells(run.Figure(f, FigureKinds.After), f.FineDigits),
            ])));

    private static string Origin(ReportInput input)
    {
        var validation = $"the {Numbers.Count(input.Dataset.Splits[1].Rows)} validation comments";
        return (input.Use.IsCalibrated, input.Use.HasChosenThresholds) switch
        {
            (true, true) => $"Calibration was fitted, and the thresholds were chosen, on {validation}.",
            (true, false) => $"Calibration was fitted on {validation}. The thresholds were given.",
            (false, true) => $"Probabilities are not calibrated. The thresholds were chosen on {validation}.",
            (false, false) => "Probabilities are not calibrated, and the thresholds were given.",
        };
    }
}
