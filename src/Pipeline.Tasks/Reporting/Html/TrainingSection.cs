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
        .Raw(Kept(page)).Raw(Costs(page)).ToString());

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
        return table.ToString();
    }

    private static string Costs(PageContext page)
    {
        var costs = StageCosts.Of(page.Input);
        if (costs.Count == 0) return "";
        var table = new HtmlTable(
            "The cost of each stage. Times and memory are those of one machine at one time. No other figure on this page depends on them.",
            ["Run · seed", "Stage", "Time", "Samples per second", "Peak memory", "Stored", "Processor"], 2);
        foreach (var (run, stage, cost) in costs)
        {
            table.Row(
            [
                run is null ? "all runs" : page.RunAndSeed(run), HtmlText.Escape(stage),
                HtmlText.Exactly(cost.Seconds, Numbers.Seconds(cost.Seconds)),
                cost.SamplesPerSecond is { } rate ? HtmlText.Exactly(rate, Numbers.Times(rate)) : "none",
                Bytes(cost.PeakMemoryBytes), Bytes(cost.BytesStored), HtmlText.Isolated(SafeText.Line(cost.Processor, 80)),
            ], subject: run is null ? "" : Subject.Of(run.Method));
        }
        return table.ToString();
    }

    private static string Bytes(long bytes) => HtmlText.Exactly(bytes, Numbers.Bytes(bytes));
}
