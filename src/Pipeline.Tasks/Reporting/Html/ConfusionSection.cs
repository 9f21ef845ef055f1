using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>Which labels are mistaken for others.</summary>
internal static class ConfusionSection
{
    private const int MostPairs = 12;

    public static string Render(PageContext page)
    {
        var figures = PlotNames.OfFirstSeeds(page.Input.Runs, PlotNames.CoPrediction);
        if (figures.Count == 0)
        {
            return PageContext.Section(
            "confusion", "Confusion between labels", "<p>No run has a result to show.</p>\n");
        }

        var html = new HtmlText().Line("<div class=\"figures\">");
        foreach (var (run, name) in figures)
        {
            html.Raw(
                page.Plots.Figure(
                    name,
                    $"Labels that {page.RunAndSeed(run)} predicts together. Rows: labels that comments carry. Columns: labels "
                        + $"that are predicted.", Subject.Of(run.Method)));
        }
        html.Line("</div>").Line("<div class=\"pairs\">");
        foreach (var (run, _) in figures) html.Raw(Table(page, run));
        html.Line("</div>");
        return PageContext.Section("confusion", "Confusion between labels", html.ToString());
    }

    private static string Table(PageContext page, RunResult run)
    {
        if (run.Confusion is not { } confusion) return "";
        var pairs = (from i in Enumerable.Range(0, confusion.Labels.Count)
                     from j in Enumerable.Range(0, confusion.Labels.Count)
                     where confusion.Wrongly[i][j] > 0
                     orderby confusion.Wrongly[i][j] descending, i, j
                     select (From: i, To: j)).Take(MostPairs).ToArray();
        if (pairs.Length == 0)
            return $"<p{Subject.Of(run.Method)}>{page.RunAndSeed(run)} predicts no label wrongly beside another.</p>\n";
        var table = new HtmlTable(
            $"The most frequent confusions of {page.RunAndSeed(run)}: comments that carry one label and are wrongly given another. "
                + $"<code>label_confusion.json</code> has all of them.",
            ["Carried", "Wrongly predicted", "Comments", "Share of carried"], 2);
        foreach (var (from, to) in pairs)
        {
            var share = (double)confusion.Wrongly[from][to] / confusion.Positives[from];
            table.Row(
            [
                HtmlText.Isolated(confusion.Labels[from]), HtmlText.Isolated(confusion.Labels[to]),
                HtmlText.Count(confusion.Wrongly[from][to]), HtmlText.Exactly(share, Numbers.Percent(share, 1)),
            ], subject: Subject.Of(run.Method) + Subject.Of(confusion.Labels[from]));
        }
        return table.ToString();
    }
}
