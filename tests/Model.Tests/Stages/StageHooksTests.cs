using Emotune.Model.Stages;
using Emotune.Model.Training;

namespace Emotune.Model.Tests.Stages;

public sealed class StageHooksTests
{
    private readonly List<string> _lines = [];

    [Fact]
    public void An_epoch_is_told_with_its_validation_figures()
    {
        Hooks.EpochEnded!.Report(new EpochLog(2, 40, 0.12345, 0.5, 0.25, 0.75, IsBest: true));
        Assert.Equal(
            "epoch 2 on validation: loss 0.1235, micro F1 0.500, macro F1 0.250, macro AP 0.750; the best so far", Assert.Single(_lines));
    }

    [Fact]
    public void Pretraining_has_a_loss_alone()
    {
        Hooks.EpochEnded!.Report(new EpochLog(1, 40, 2, double.NaN, double.NaN, double.NaN, IsBest: false));
        Assert.Equal("epoch 1 on validation: loss 2.0000", Assert.Single(_lines));
    }

    private TrainingHooks Hooks => StageHooks.Of(StageLog.To(_lines.Add), "none", TimeSpan.Zero);
}
