using Emotune.Model.Evaluation;
using Emotune.Pipeline.Reporting.Markdown;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>Each label with its figures on test, its threshold and its calibration.</summary>
internal static class CardLabels
{
    private const int ThresholdDigits = 4;

    public static string Render(RunResult run)
    {
        var calibrations = run.Calibration.DistinctBy(c => c.Label).ToDictionary(c => c.Label, StringComparer.Ordinal);
        return ModelCard.Section(
            "Labels",
            "F1, precision and recall are those on test at the label's threshold.",
            MarkdownText.Table(
                ["Label", "Positives on test", "Average precision", "F1", "Precision", "Recall", "Threshold", "Calibration"],
                run.Evaluation!.Labels.Select(l => Row(l, calibrations.GetValueOrDefault(l.Name)))));
    }

    private static IEnumerable<string> Row(LabelReport label, ShownCalibration? calibration) =>
    [
        MarkdownText.Escape(label.Name, 60), Numbers.Count(label.Positives), MarkdownReport.With(label.AveragePrecision, 3),
        Numbers.Figure(label.AtThreshold.F1), Numbers.Figure(label.AtThreshold.Precision), Numbers.Figure(label.AtThreshold.Recall),
        label.Threshold > 1 ? "never given" : Numbers.Figure(label.Threshold, ThresholdDigits),
        calibration is null ? Numbers.Undefined
            : calibration.Map.Describe() + (calibration.Note is { } note ? $" ({MarkdownText.Escape(note, 400)})" : ""),
    ];
}
