using Emotune.Model.Evaluation;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>Whether a probability means what it says: figures and diagrams, before and after calibration.</summary>
internal static class CalibrationSection
{
    private static readonly IReadOnlyList<EvaluationFigure> Columns = ShownFigures.Probabilities(FigureTables.Page);

    public static string Render(PageContext page)
    {
        var html = new HtmlText();
        if (page.Finished.Count > 0) html.Raw(Table(page));
        html.Line("<div class=\"figures\">");
        var firstSeeds = page.Finished.Select(g => g.Finished[0]).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var (run, name) in PlotNames.Reliability(page.Input.Runs))
        {
            html.Raw(
                page.Plots.Figure(
                    name, $"Reliability of {page.RunAndSeed(run)}, and below it the number of decisions in each bin.",
                    Subject.Of(run.Method), firstSeeds.Contains(run)));
        }
        foreach (var (run, name) in PlotNames.OfFirstSeeds(page.Input.Runs, PlotNames.ReliabilityByLabel))
        {
            html.Raw(
                page.Plots.Figure(
                    name,
                    $"Reliability of {page.RunAndSeed(run)} for each label. The figures by label are below. "
                        + $"<code>reliability.json</code> has the bins.", Subject.Of(run.Method), onPaper: false));
        }
        return PageContext.Section("calibration", "Probabilities", html.Line("</div>").ToString());
    }

    private static string Table(PageContext page)
    {
        var table = new HtmlTable(
            "Calibration on test, before → after, averaged over labels. Lower is better. The debiased squared error leaves out what chance "
            + "adds to it, so it may be negative. Brackets hold intervals over test comments after calibration.",
            ["Run · seed", .. Columns.Select(f => f.Heading)]);
        foreach (var run in page.Groups.SelectMany(g => g.Finished))
        {
            table.Row([page.RunAndSeed(run), .. Columns.Select(f => Change(run, f))], subject: Subject.Of(run.Method));
        }
        foreach (var group in page.Finished.Where(g => g.Finished.Count > 1))
        {
            table.Row(Mean(page, group), "mean", Subject.Of(group.Method));
        }

        return table.ToString();
    }

    private static IEnumerable<string> Mean(PageContext page, RunGroup group) =>
    [
        ResultsSection.MeanOf(page, group, group.Finished.Count),
        .. Columns.Select(f => ResultsSection.PlusMinus(group.Over(f, FigureKinds.Before), f.FineDigits) + " → "
            + ResultsSection.PlusMinus(group.Over(f, FigureKinds.After), f.FineDigits)),
    ];

    private static string Change(RunResult run, EvaluationFigure figure) =>
        HtmlText.Figure(run.Figure(figure, FigureKinds.Before)?.Value, figure.Digits) + " → "
        + ResultsSection.WithInterval(run.Figure(figure, FigureKinds.After), figure.Digits);
}
