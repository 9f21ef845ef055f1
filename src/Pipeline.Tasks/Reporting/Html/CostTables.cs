using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>What runs and stages took, and how long their comments take.</summary>
internal static class CostTables
{
    /// <summary>What each run took, and the whole experiment.</summary>
    public static string Runs(PageContext page)
    {
        var costs = RunCosts.Of(page.Input);
        if (costs.Count == 0) return "";
        var table = new HtmlTable(
            "What each run took with one seed, and what the whole experiment took. The report itself is left out. Stages that ran side by "
            + "side are each counted.",
            ["Run", "Training", "All stages", "Peak memory", "Stored", "Processor"]);
        foreach (var cost in costs)
        {
            table.Row(
            [
                cost.Run is { } run ? page.Run(run.Name) : "the whole experiment",
                HtmlText.Exactly(cost.TrainingSeconds, Numbers.Seconds(cost.TrainingSeconds)),
                HtmlText.Exactly(cost.Seconds, Numbers.Seconds(cost.Seconds)), Bytes(cost.PeakMemoryBytes), Bytes(cost.BytesStored),
                Processors(cost),
            ], subject: cost.Run is { } of ? Subject.Of(of.Method) : "");
        }
        return table.ToString();
    }

    /// <summary>One comment at a time, and a batch.</summary>
    public static string Latencies(PageContext page)
    {
        if (page.Finished.Count == 0) return "";
        if (page.Finished.SelectMany(g => g.Finished).All(r => r.Latency() is null))
            return $"<p>How long a single comment takes was {RunLatency.NotMeasured}.</p>\n";
        var table = new HtmlTable(
            "How long comments take from their text to their logits, on the machine that predicted: one at a time, and as a batch.",
            ["Run · seed", "One comment, median", "95 % take at most", "Batch", "Comments per second in batches", "Precision", "Threads"]);
        foreach (var run in page.Finished.SelectMany(g => g.Finished))
        {
            table.Row(
            [
                page.RunAndSeed(run), .. run.Latency() is { } latency
                    ? new[]
                    {
                        Time(latency.MedianSeconds), Time(latency.HighSeconds),
                        Time(latency.BatchSeconds) + FormattableString.Invariant($" for {latency.BatchComments}"),
                        HtmlText.Exactly(latency.BatchRate(), Numbers.Times(latency.BatchRate())), HtmlText.Isolated(latency.Precision, 20),
                        HtmlText.Count(latency.Threads),
                    }
                    : Enumerable.Repeat(RunLatency.NotMeasured, 6),
            ], subject: Subject.Of(run.Method));
        }
        return table.ToString();
    }

    /// <summary>Every stage by itself.</summary>
    public static string Stages(PageContext page)
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
                Bytes(cost.PeakMemoryBytes), Bytes(cost.BytesStored), Processor(RunCosts.Processor(cost)),
            ], subject: run is null ? "" : Subject.Of(run.Method));
        }
        return PageContext.OnScreen(table.ToString());
    }

    private static string Processors(RunCost cost) => string.Join("; ", cost.Processors.Select(Processor));

    private static string Processor(string processor) => HtmlText.Isolated(processor, 80);

    private static string Time(double seconds) => HtmlText.Exactly(seconds, Numbers.Milliseconds(seconds));

    private static string Bytes(long bytes) => HtmlText.Exactly(bytes, Numbers.Bytes(bytes));
}
