using Emotune.Model.Stages;
using Emotune.Pipeline.Reporting.Markdown;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>What making the model took: the one section of a card that is not the same in each build.</summary>
internal static class CardCost
{
    private static readonly string[] Shown =
        [StageLayout.Pretrain.Stage.CostName, StageLayout.Train.Stage.CostName, StageLayout.Predict.Stage.CostName];

    public static string Render(ReportInput input, RunResult run)
    {
        var costs = StageCosts.Of(input with { Runs = [run] }).Where(c => Shown.Contains(c.Stage)).ToArray();
        return costs.Length == 0 ? "" : ModelCard.Section(
            "Cost",
            "Measured on one machine at one time. Energy was not measured.",
            MarkdownText.Table(
                ["Stage", "Seconds", "Samples per second", "Peak memory", "Processor"],
                costs.Select(c => new[]
                {
                    c.Stage, Numbers.Figure(c.Cost.Seconds, 1), c.Cost.SamplesPerSecond is { } rate ? Numbers.Times(rate) : "",
                    Numbers.Bytes(c.Cost.PeakMemoryBytes), MarkdownText.Escape(c.Cost.Processor, 80),
                })));
    }
}
