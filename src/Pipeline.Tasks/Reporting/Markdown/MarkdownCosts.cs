using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Markdown;

/// <summary>Time, memory and disk of each run, in rows that stand by themselves.</summary>
internal static class MarkdownCosts
{
    public static string Render(ReportInput input)
    {
        var costs = RunCosts.Of(input);
        return costs.Count == 0 ? "" : "## What it took\n\nA run has one seed here, and the whole experiment has all of them. Stages that "
            + "ran side by side are each counted.\n\n" + MarkdownText.Table(
                ["Experiment", "Run", "Training", "All stages", "Memory", "Disk", "Processor"],
                costs.Select(c => (IEnumerable<string>)
                [
                    MarkdownText.Escape(input.Experiment, 60), c.Run is { } run ? MarkdownText.Escape(run.Name, 60) : "all",
                    Numbers.Seconds(c.TrainingSeconds), Numbers.Seconds(c.Seconds), Numbers.Bytes(c.PeakMemoryBytes),
                    Numbers.Bytes(c.BytesStored), string.Join("; ", c.Processors.Select(p => MarkdownText.Escape(p, 80))),
                ])) + "\n";
    }
}
