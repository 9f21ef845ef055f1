namespace Emotune.Pipeline.Reporting.Html;

/// <summary>Where the runs differ, a label at a time.</summary>
internal static class LabelsSection
{
    public static string Render(PageContext page)
    {
        var html = new HtmlText().Raw(page.Plots.Figure(PlotNames.AveragePrecision,
            "Average precision of each label, sorted by full fine-tuning. A label without positive test comments has none: it is undefined, not zero."));
        if (page.Finished.Count > 0) html.Raw(Table(page)).Raw(string.Concat(page.Groups.SelectMany(g => g.Finished).Select(r => Details(page, r))));
        return PageContext.Section("labels", "Labels", html.ToString());
    }

    private static string Table(PageContext page)
    {
        List<string> headings = ["Label", "Positives"];
        foreach (var group in page.Finished) headings.Add("Average precision, " + page.Run(group.Name));
        foreach (var group in page.Finished) headings.Add("F1, " + page.Run(group.Name));
        var table = new HtmlTable("Average precision and F1 (at the validation threshold) on test by label; means ± deviation where a run has several seeds.", headings)
        {
            Methods = page.Finished.SelectMany((g, i) => new[] { (At: 2 + i, g.Method), (At: 2 + page.Finished.Count + i, g.Method) }).ToDictionary(c => c.At, c => c.Method),
        };
        for (var i = 0; i < page.Input.Dataset.Labels.Count; i++)
        {
            var index = i;
            table.Row(
            [
                HtmlText.Isolated(page.Input.Dataset.Labels[i].Name), HtmlText.Count(page.Input.Dataset.Labels[i].TestPositives),
                .. page.Finished.Select(g => ResultsSection.PlusMinus(g.Over(r => r.Label(index)!.AveragePrecision.Value))),
                .. page.Finished.Select(g => ResultsSection.PlusMinus(g.Over(r => r.Label(index)!.AtThreshold.F1))),
            ], subject: Subject.Of(page.Input.Dataset.Labels[index].Name));
        }
        return table.ToString();
    }

    private static string Details(PageContext page, RunResult run)
    {
        var table = new HtmlTable(
            $"All figures by label of {page.RunAndSeed(run)}: at the validation threshold; calibration before → after.",
            ["Label", "Threshold", "Temperature", "Precision", "Recall", "F1", "F1 at 0.5", "ROC AUC", "Calibration error", "Brier", "Log loss"]);
        foreach (var label in run.Evaluation!.Labels)
        {
            var calibration = run.Calibration.FirstOrDefault(c => c.Label == label.Name);
            table.Row(
            [
                HtmlText.Isolated(label.Name), Threshold(label.Threshold),
                calibration?.Temperature is { } t ? HtmlText.Figure(t, 2) : HtmlText.Isolated(calibration?.Note ?? "none"),
                HtmlText.Figure(label.AtThreshold.Precision), HtmlText.Figure(label.AtThreshold.Recall), HtmlText.Figure(label.AtThreshold.F1),
                HtmlText.Figure(label.AtHalf.F1), HtmlText.Figure(label.RocAuc),
                Change(label.EceBefore, label.EceAfter), Change(label.BrierBefore, label.BrierAfter), Change(label.NllBefore, label.NllAfter),
            ], subject: Subject.Of(label.Name));
        }
        return $"<details{Subject.Of(run.Method)}><summary>All figures by label: {page.RunAndSeed(run)}</summary>\n{table}</details>\n";
    }

    private static string Threshold(double threshold) => threshold > 1 ? "never predicted" : HtmlText.Figure(threshold);

    private static string Change(double before, double after) => HtmlText.Figure(before, 4) + " → " + HtmlText.Figure(after, 4);
}
