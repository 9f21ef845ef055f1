using Emotune.Model.Resampling;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>These results beside those of another artifacts folder.</summary>
internal static class BaselineTable
{
    public static string Render(PageContext page)
    {
        if (page.Input.Baseline is not { } baseline) return "";
        var table = new HtmlTable(
            $"These results minus those in {HtmlText.Isolated(baseline.Name)}, at the thresholds chosen on validation. Where both "
                + $"have the same test comments, the intervals are paired over them.",
            ["Run · seed", "Figure", "There", "Here", "Difference", "Interval", "p"], 2);
        foreach (var run in page.Groups.SelectMany(g => g.Finished))
        {
            var found = baseline.Of(run);
            if (found is null) table.Remark(page.RunAndSeed(run), "no result", Subject.Of(run.Method));
            else foreach (var figure in found.Figures) table.Row(Cells(page, run, figure), subject: Subject.Of(run.Method));
        }
        return table.ToString();
    }

    private static IEnumerable<string> Cells(PageContext page, RunResult run, PairedDifference figure)
    {
        var digits = RunContrasts.Digits(figure.Name);
        return
        [
            page.RunAndSeed(run), HtmlText.Escape(RunContrasts.Title(figure.Name)), HtmlText.Figure(figure.First, digits),
            HtmlText.Figure(figure.Second, digits), DifferencesTable.Signed(figure.Difference, digits),
            DifferencesTable.Bounds(figure.Interval, digits) ?? "not paired",
            figure.PValue is null ? "not computed" : HtmlText.Exactly(figure.PValue, Numbers.PValue(figure.PValue)),
        ];
    }
}
