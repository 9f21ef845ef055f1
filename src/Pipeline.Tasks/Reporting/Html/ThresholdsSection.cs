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
            .Line("<p>How precision, recall and F1 of each label would change with its threshold. A flat top means that the choice "
                + "hardly matters; a chosen line off the top, that validation and test do not agree.</p>")
            .Line("<div class=\"figures\">");
        foreach (var (run, name) in figures)
        {
            html.Raw(
                page.Plots.Figure(
                    name,
                        $"Thresholds of {page.RunAndSeed(run)}. The figures at the chosen thresholds are in the tables of labels, all "
                        + "points in <code>threshold_curves.csv</code>.", Subject.Of(run.Method)));
        }
        return PageContext.Section("thresholds", "Thresholds", html.Line("</div>").ToString());
    }
}
