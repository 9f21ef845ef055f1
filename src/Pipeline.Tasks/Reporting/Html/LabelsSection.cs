using Emotune.Model.Comparison;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>Where the runs differ, a label at a time.</summary>
internal static class LabelsSection
{
    public static string Render(PageContext page)
    {
        var html = new HtmlText().Line("<div class=\"figures\">")
            .Raw(page.Plots.Figure(PlotNames.AveragePrecision,
                "Average precision of each label, sorted by full fine-tuning. A label without positive test comments has none: it is "
                + "undefined, not zero."))
            .Line("<div>")
            .Raw(PlotNames.HasTopLabels(page.Input)
                ? page.Plots.Figure(PlotNames.TopLabels, "The same plot for the labels with the best average precision.")
                : "")
            .Raw(page.Plots.Figure(
                PlotNames.DifferencesByLabel,
                "How many labels gain and lose, and by how much. The table has the difference of each label with its interval."))
            .Line("</div></div>");
        if (page.Finished.Count > 0)
        {
            html.Raw(Table(page))
            .Raw(string.Concat(page.Groups.SelectMany(g => g.Finished).Select(r => LabelDetails.Render(page, r))));
        }

        return PageContext.Section("labels", "Labels", html.ToString());
    }

    private static string Table(PageContext page)
    {
        List<string> headings = ["Label", "Positives"];
        foreach (var group in page.Finished) headings.Add("Average precision, " + page.Run(group.Name));
        foreach (var group in page.Finished) headings.Add("F1, " + page.Run(group.Name));
        foreach (var contrast in page.Input.Contrasts)
        {
            headings.AddRange(
            [$"Average precision, {page.Run(contrast.Second)} − {page.Run(contrast.First)}", "Interval"]);
        }

        var table = new HtmlTable(
            "Average precision and F1 (at the threshold from validation) on test by label. Several seeds: mean ± standard deviation."
                + (page.Input.Contrasts.Count > 0
                    ? " Differences are paired. With many labels, some intervals exclude zero by chance alone."
                    : ""), headings)
        {
            Methods = page.Finished.SelectMany((g, i) => new[] { (At: 2 + i, g.Method), (At: 2 + page.Finished.Count + i, g.Method) })
                .ToDictionary(c => c.At, c => c.Method),
        };
        for (var i = 0; i < page.Input.Dataset.Labels.Count; i++)
        {
            var index = i;
            table.Row(
            [
                HtmlText.Isolated(page.Input.Dataset.Labels[i].Name), HtmlText.Count(page.Input.Dataset.Labels[i].TestPositives),
                .. page.Finished.Select(g => ResultsSection.PlusMinus(g.Over(r => r.Label(index)!.AveragePrecision.Value))),
                .. page.Finished.Select(g => ResultsSection.PlusMinus(g.Over(r => r.Label(index)!.AtThreshold.F1))),
                .. page.Input.Contrasts.SelectMany(c => Differences(c, index)),
            ], subject: Subject.Of(page.Input.Dataset.Labels[index].Name));
        }
        return table.ToString();
    }

    private static IEnumerable<string> Differences(RunContrast contrast, int label) => label < contrast.LabelAveragePrecision.Count
        ? [DifferencesTable.Difference(contrast.LabelAveragePrecision[label]),
            DifferencesTable.Bounds(contrast.LabelAveragePrecision[label])]
        : [HtmlText.Figure(null), HtmlText.Figure(null)];
}
