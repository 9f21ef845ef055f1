using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>Every figure of every label of one run and seed, folded away.</summary>
internal static class LabelDetails
{
    // Of "T 1.32".
    private const int Letter = 2;

    public static string Render(PageContext page, RunResult run)
    {
        var table = new HtmlTable(
            $"All figures of {page.RunAndSeed(run)} by label, at the threshold from validation. Arrows: before → after calibration.",
            ["Label", "Threshold", "Calibration", "Precision", "Recall", "F1", "F1 at 0.5", "ROC AUC", "Calibration error", "Brier",
                "Log loss"]);
        foreach (var label in run.Evaluation!.Labels)
        {
            var calibration = run.Calibration.FirstOrDefault(c => c.Label == label.Name);
            table.Row(
            [
                HtmlText.Isolated(label.Name), Threshold(label.Threshold),
                Calibration(calibration),
                HtmlText.Figure(label.AtThreshold.Precision), HtmlText.Figure(label.AtThreshold.Recall),
                HtmlText.Figure(label.AtThreshold.F1),
                HtmlText.Figure(label.AtHalf.F1), HtmlText.Figure(label.RocAuc),
                Change(label.EceBefore, label.EceAfter), Change(label.BrierBefore, label.BrierAfter),
                Change(label.NllBefore, label.NllAfter),
            ], subject: Subject.Of(label.Name));
        }
        return $"<details{Subject.Of(run.Method)}><summary>All figures by label: {page.RunAndSeed(run)}</summary>\n{table}</details>\n";
    }

    /// <summary>The parameters and, where the fit has one, its note. A temperature's exact figure is there for programs.</summary>
    private static string Calibration(ShownCalibration? calibration)
    {
        if (calibration is null) return HtmlText.Isolated("none");
        var map = calibration.Map.Describe();
        // The figure alone is marked: its letter is not a part of the number.
        var shown = calibration.Temperature is { } temperature
            ? map[..Letter] + HtmlText.Exactly(temperature, map[Letter..])
            : HtmlText.Escape(map);
        return shown + (calibration.Note is { } note ? $": <span class=\"note\">{HtmlText.Isolated(note)}</span>" : "");
    }

    private static string Threshold(double threshold) => threshold > 1 ? "never predicted" : HtmlText.Figure(threshold);

    private static string Change(double before, double after) => HtmlText.Figure(before, 4) + " → " + HtmlText.Figure(after, 4);
}
