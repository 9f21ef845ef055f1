using Emotune.Model.Network;
using Emotune.Model.Optimization;
using Emotune.Model.Training;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>
/// How a run is trained. All of it is part of the key of the run but <paramref name="CheckpointSeconds"/>, which changes no bit.
/// </summary>
/// <param name="BatchSize">Comments in one forward pass.</param>
/// <param name="AccumulationSteps">Forward passes in one optimizer step.</param>
/// <param name="WeightDecay">On matrices alone.</param>
/// <param name="WarmupRatio">The share of all steps over which the rate rises from zero.</param>
/// <param name="MaxGradientNorm">Zero for no clipping.</param>
/// <param name="LayerDecay">Each encoder layer's rate ÷ that of the layer above it, in (0, 1]; one for the same rate.</param>
/// <param name="EmaDecay">Of the weights' moving average, in [0, 1); zero for none.</param>
/// <param name="EarlyStopping">Null to train all epochs and keep the last.</param>
/// <param name="CheckpointSeconds">Between two checkpoints to resume from; zero for none.</param>
internal sealed record TrainingSpec(
    int Epochs,
    int BatchSize,
    int AccumulationSteps,
    double WeightDecay,
    double WarmupRatio,
    double MaxGradientNorm,
    ScheduleKind Schedule,
    LossSpec Loss,
    double LayerDecay,
    double EmaDecay,
    EarlyStopping? EarlyStopping,
    NumericPrecision Precision,
    int Threads,
    bool GroupByLength,
    int CheckpointSeconds)
{
    /// <summary>The options of the trainer, but for the rates and the seed, which are the run's.</summary>
    public TrainingOptions ToOptions() => new()
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        AccumulationSteps = AccumulationSteps,
        WeightDecay = WeightDecay,
        WarmupRatio = WarmupRatio,
        MaxGradientNorm = MaxGradientNorm > 0 ? MaxGradientNorm : null,
        Schedule = Schedule,
        Loss = Loss.ToOptions(),
        LayerDecay = LayerDecay,
        EmaDecay = EmaDecay,
        EarlyStopping = EarlyStopping,
        Precision = Precision,
        Threads = Threads,
        GroupByLength = GroupByLength,
    };
}
