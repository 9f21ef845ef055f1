using Emotune.Model.Optimization;

namespace Emotune.Model.Tests.Optimization;

public class LearningRateScheduleTests
{
    [Theory]
    [InlineData(ScheduleKind.Linear, 0, 0.0)]
    [InlineData(ScheduleKind.Linear, 1, 0.5)]
    [InlineData(ScheduleKind.Linear, 2, 1.0)]
    [InlineData(ScheduleKind.Linear, 6, 0.5)]
    [InlineData(ScheduleKind.Linear, 10, 0.0)]
    [InlineData(ScheduleKind.Linear, 11, 0.0)]
    [InlineData(ScheduleKind.Cosine, 1, 0.5)]
    [InlineData(ScheduleKind.Cosine, 2, 1.0)]
    [InlineData(ScheduleKind.Cosine, 4, 0.85355339059)]
    [InlineData(ScheduleKind.Cosine, 6, 0.5)]
    [InlineData(ScheduleKind.Constant, 1, 0.5)]
    [InlineData(ScheduleKind.Constant, 9, 1.0)]
    internal void Warms_up_and_decays_as_Transformers_does(ScheduleKind kind, int step, double expected) =>
        Assert.Equal(3e-4 * expected, new LearningRateSchedule(kind, 3e-4, 2, 10).At(step), 1e-12);

    [Theory]
    [InlineData(0.1, 30, 3)]
    [InlineData(0.1, 31, 4)]
    [InlineData(0.0, 31, 0)]
    public void A_share_of_the_steps_is_rounded_up(double ratio, int steps, int warmup) =>
        Assert.Equal(warmup, LearningRateSchedule.WithWarmupRatio(ScheduleKind.Linear, 1, ratio, steps).WarmupSteps);

    [Fact]
    public void Without_warm_up_the_first_step_has_the_peak() =>
        Assert.Equal(1.0, new LearningRateSchedule(ScheduleKind.Linear, 1, 0, 5).At(0));
}
