using Emotune.Model.Comparison;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>Whether a probability means what it says: figures and diagrams, before and after calibration.</summary>
internal static class CalibrationSection
{
    private static readonly Estimate Undefined = new(null, null);

    public static string Render(PageContext page)
    {
        var html = new HtmlText();
        if (page.Finished.Count > 0) html.Raw(Table(page));
        html.Line("<div class=\"figures\">");
        foreach (var (run, name) in PlotNames.Reliability(page.Input.Runs))
        {
            html.Raw(
                page.Plots.Figure(
                    name, $"Reliability of {page.RunAndSeed(run)}, and below it the number of decisions in each bin.",
                        Subject.Of(run.Method)));
        }
        foreach (var (run, name) in PlotNames.OfFirstSeeds(page.Input.Runs, PlotNames.ReliabilityByLabel))
        {
            html.Raw(
                page.Plots.Figure(
                    name, $"Reliability of {page.RunAndSeed(run)} a label at a time. The figures by label are below, the bins in <code>reliability.json</code>.", Subject.Of(run.Method)));
        }
        return PageContext.Section("calibration", "Probabilities", html.Line("</div>").ToString());
    }

    private static string Table(PageContext page)
    {
        var table = new HtmlTable(
            "Calibration on test, before → after, averaged over labels; lower is better. The debiased squared error is without the share "
            + "that chance adds to it, and may be negative. Intervals after calibration over test comments in brackets.",
            ["Run · seed", "Calibration error (ECE)", "Equal-mass ECE", "Largest distance", "Debiased squared error", "Brier",
                "Log loss (nats)"]);
        foreach (var run in page.Groups.SelectMany(g => g.Finished))
        {
            var (before, after) = (run.Evaluation!.Uncalibrated, run.Evaluation.Calibrated);
            table.Row(
            [
                page.RunAndSeed(run),
                Change(before.ExpectedCalibrationError, after.ExpectedCalibrationError),
                Change(before.EqualMassCalibrationError, after.EqualMassCalibrationError),
                HtmlText.Figure(before.MaximumCalibrationError) + " → " + HtmlText.Figure(after.MaximumCalibrationError),
                Change(before.DebiasedSquaredError ?? Undefined, after.DebiasedSquaredError
                    ?? Undefined, RunContrasts.Digits(ComparedFigures.DebiasedSquaredError)),
                Change(before.Brier, after.Brier), Change(before.NegativeLogLikelihood, after.NegativeLogLikelihood),
            ], subject: Subject.Of(run.Method));
        }
        foreach (var group in page.Finished.Where(g => g.Finished.Count > 1))
        {
            table.Row(
            Mean(page, group), "mean", Subject.Of(group.Method));
        }

        return table.ToString();
    }

    private static IEnumerable<string> Mean(PageContext page, RunGroup group)
    {
        string Over(Func<CalibrationReport, double?> read, int digits = 4) =>
            ResultsSection.PlusMinus(group.Over(r => read(r.Evaluation!.Uncalibrated)), digits) + " → "
                + ResultsSection.PlusMinus(group.Over(r => read(r.Evaluation!.Calibrated)), digits);
        return
        [
            page.Run(group.Name)
                + FormattableString.Invariant($" <span class=\"seed\">· mean ± deviation of {group.Finished.Count} seeds</span>"),
            Over(c => c.ExpectedCalibrationError.Value), Over(c => c.EqualMassCalibrationError.Value), Over(c => c.MaximumCalibrationError),
            Over(c => c.DebiasedSquaredError?.Value, RunContrasts.Digits(ComparedFigures.DebiasedSquaredError)), Over(c => c.Brier.Value),
            Over(c => c.NegativeLogLikelihood.Value),
        ];
    }

    private static string Change(Estimate before, Estimate after, int digits = 4) =>
        HtmlText.Figure(before.Value, digits) + " → " + HtmlText.Figure(after.Value, digits)
        + (after is { Value: not null, Interval: { } i }
            ? $" <span class=\"interval\">[{Numbers.Figure(i.Low, digits)}, {Numbers.Figure(i.High, digits)}]</span>"
            : "");
}
