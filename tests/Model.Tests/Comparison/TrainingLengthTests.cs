using Emotune.Model.Comparison;

namespace Emotune.Model.Tests.Comparison;

public sealed class TrainingLengthTests
{
    [Fact]
    public void The_share_to_the_best_validation_is_that_of_the_steps_until_then() =>
        Assert.Equal(2.0 / 3, new TrainingLength(1, Steps: 90, BestStep: 60).ShareToBest, 1e-15);

    [Fact]
    public void A_run_without_training_takes_no_share() => Assert.Equal(0, new TrainingLength(1, 0, 0).ShareToBest);
}
