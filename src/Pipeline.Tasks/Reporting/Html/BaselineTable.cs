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
            $"Beside the results in {HtmlText.Isolated(baseline.Name)}: this minus that, at the thresholds chosen on validation. Intervals are paired, over test comments, where both have the same comments.",
            ["Run · seed", "Figure", "There", "Here", "Difference", "Interval", "p"], 2);
        foreach (var run in page.Groups.SelectMany(g => g.Finished))
        {
            var found = baseline.Of(run);
            if (found is null) table.Remark(page.RunAndSeed(run), "not there", Subject.Of(run.Method));
            else foreach (var figure in found.Figures) table.Row(Cells(page, run, figure), subject: Subject.Of(run.Method));
        }
        return table.ToString();
    }

    private static IEnumerable<string> Cells(PageContext page, RunResult run, PairedDifference figure) =>
    [
        page.RunAndSeed(run), HtmlText.Escape(RunContrasts.Title(figure.Name)), HtmlText.Figure(figure.First, 4),
        HtmlText.Figure(figure.Second, 4),
        HtmlText.Exactly(figure.Difference, Numbers.Signed(figure.Difference, 4)),
        figure.Interval is { } i
            ? $"{HtmlText.Exactly(i.Low, Numbers.Signed(i.Low, 4))} to {HtmlText.Exactly(i.High, Numbers.Signed(i.High, 4))}"
            : "not paired",
        figure.PValue is null ? "none made" : HtmlText.Exactly(figure.PValue, Numbers.PValue(figure.PValue)),
    ];
}
