using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Guards;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting.Guards;

public sealed class TrainingLoadTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Trainings_one_after_the_other_on_one_machine_are_comparable() =>
        Assert.Null(Difference(("full", 0, 100, 80), ("full", 100, 110, 75), ("lora", 210, 60, 120), ("lora", 270, 60, 118)));

    [Fact]
    public void Trainings_side_by_side_throughout_are_comparable() => Assert.Null(Difference(("full", 0, 100, 80), ("lora", 0, 95, 90)));

    [Fact]
    public void A_training_beside_others_is_not_comparable_with_one_alone() =>
        Assert.Equal(
            "The training times come from runs with different numbers of trainings side by side.",
            Difference(("full", 0, 100, 80), ("lora", 200, 100, 80), ("lora-high", 200, 100, 80)));

    [Fact]
    public void Seeds_that_did_the_same_work_at_other_speeds_show_another_load() =>
        Assert.Equal(
            "The training times differ between seeds that did the same work.",
            Difference(("full", 0, 100, 80), ("lora", 100, 100, 80), ("lora", 200, 130, 60)));

    [Fact]
    public void Without_a_cost_there_is_nothing_to_say() => Assert.Null(Difference(("full", 0, 100, 80), ("lora", 0, 0, 80)));

    private static string? Difference(params (string Run, double From, double Seconds, double Rate)[] trainings)
    {
        var runs = trainings.Select((t, seed) =>
            MadeUp.Run(t.Run, t.Run == "full" ? FineTuningMethod.Full : FineTuningMethod.Lora, 1, seed) with
            {
                Costs = new Dictionary<string, StageCost>
                {
                    ["train"] = MadeUp.Cost(t.Seconds, t.Rate, 1) with { Finished = Start.AddSeconds(t.From + t.Seconds) },
                },
            }).ToArray();
        var groups = RunGroup.Of(runs);
        return TrainingLoad.Difference(MadeUp.Input(1, runs), groups[0], groups[1]);
    }
}
