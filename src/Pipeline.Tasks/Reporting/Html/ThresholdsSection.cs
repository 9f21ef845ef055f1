using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>What another threshold would have given, a label at a time.</summary>
internal static class ThresholdsSection
{
    public static string Render(PageContext page)
    {
        var figures = PlotNames.OfFirstSeeds(page.Input.Runs, PlotNames.ThresholdsByLabel);
        if (figures.Count == 0) return PageContext.Section("thresholds", "Thresholds", "<p>No run has a result to show.</p>\n");
        var html = new HtmlText()
            .Line("<p>The curves show how precision, recall and F1 of each label would change with its threshold. A flat top means "
                + "that the "
                + "choice hardly matters. If the line of the chosen threshold is not at the top, validation and test do not agree.</p>")
            .Line("<div class=\"figures\">");
        foreach (var (run, name) in figures)
        {
            html.Raw(
                page.Plots.Figure(
                    name,
                    $"Thresholds of {page.RunAndSeed(run)}. The tables of labels have the figures at the chosen thresholds. "
                        + $"<code>threshold_curves.csv</code> has all points.", Subject.Of(run.Method)));
        }
        return PageContext.Section("thresholds", "Thresholds", html.Line("</div>").ToString(), onPaper: false);
    }
}
