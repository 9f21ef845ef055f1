using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>How training went, and what each stage cost.</summary>
internal static class TrainingSection
{
    public static string Render(PageContext page) => PageContext.Section("training", "Training and cost", new HtmlText()
        .Line("<div class=\"figures\">")
        .Raw(page.Plots.Figure(PlotNames.TrainingLoss, "Training loss by optimizer step."))
        .Raw(page.Plots.Figure(PlotNames.ValidationLoss, "Validation loss after each epoch. The epoch whose weights were kept is ringed."))
        .Line("</div>")
        .Raw(Kept(page)).Raw(CostTables.Runs(page)).Raw(CostTables.Latencies(page)).Raw(CostTables.Stages(page)).ToString());

    private static string Kept(PageContext page)
    {
        var runs = page.Input.Runs.Where(r => r.Epochs.Any(e => e.IsBest)).ToArray();
        if (runs.Length == 0) return "";
        var table = new HtmlTable(
            "The epoch whose weights were kept.",
                ["Run · seed", "Epoch", "Step", "Validation loss", "Micro F1", "Macro F1", "Macro average precision"]);
        foreach (var run in runs)
        {
            var best = run.Epochs.Last(e => e.IsBest);
            table.Row(
            [
                page.RunAndSeed(run), HtmlText.Count(best.Epoch), HtmlText.Count(best.Step), HtmlText.Figure(best.ValidationLoss, 4),
                HtmlText.Figure(best.MicroF1), HtmlText.Figure(best.MacroF1), HtmlText.Figure(best.MacroAveragePrecision),
            ], subject: Subject.Of(run.Method));
        }
        return PageContext.OnScreen(table.ToString());
    }
}
