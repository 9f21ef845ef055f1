using Emotune.Model.Comparison;
using Emotune.Model.Training;

namespace Emotune.Model.Tests.Comparison;

public sealed class RunCostTests
{
    private static readonly RunSize Size = new(
        "lora", FineTuningMethod.Lora, new ParameterCounts(300, 10, 0, 1000, 1320), 1240,
            [new(1, Steps: 90, BestStep: 60), new(2, Steps: 60, BestStep: 60)]);

    [Fact]
    public void Time_to_the_best_validation_is_the_share_of_the_steps_until_then()
    {
        var cost = RunCost.Of(Size, new Dictionary<long, StageCost> { [1] = Cost(30, 500), [2] = Cost(24, 700) });
        Assert.Equal((22, 27, 700), (cost.SecondsToBest!.Value, cost.TrainSeconds!.Value, cost.PeakMemoryBytes!.Value));
        Assert.Equal((310, 1240), (cost.Parameters.Trained, cost.TaskBytes));
    }

    [Fact]
    public void A_seed_without_a_cost_leaves_the_run_without_one()
    {
        var cost = RunCost.Of(Size, new Dictionary<long, StageCost> { [1] = Cost(30, 500) });
        Assert.Equal((null, null, null), (cost.SecondsToBest, cost.TrainSeconds, cost.PeakMemoryBytes));
    }

    [Fact]
    public void A_run_without_training_takes_no_share() => Assert.Equal(0, new TrainingLength(1, 0, 0).ShareToBest);

    private static StageCost Cost(double seconds, long memory) => new(seconds, null, memory, 0, "host", "processor", default);
}
