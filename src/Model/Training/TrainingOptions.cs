using System.ComponentModel.DataAnnotations;
using Emotune.Diagnostics;
using Emotune.Metrics;
using Emotune.Model.Losses;
using Emotune.Model.Network;
using Emotune.Model.Optimization;

namespace Emotune.Model.Training;

/// <summary>When to stop before the last epoch; the best epoch's weights are the run's result.</summary>
/// <param name="Patience">Epochs without a better value that are waited for.</param>
internal sealed record EarlyStopping(ValidationMetric Metric, [property: Range(1, 1000)] int Patience);

/// <summary>How a run trains, whatever its method.</summary>
internal sealed record TrainingOptions
{
    [Range(1, 1000)]
    public int Epochs { get; init; } = 3;

    public LossOptions Loss { get; init; } = new();

    public AdamWOptions Optimizer { get; init; } = new();

    /// <summary>Rows of a forward pass.</summary>
    [Range(1, 4096)]
    public int BatchSize { get; init; } = 32;

    /// <summary>Batches of an optimizer step; its gradient is that of the mean over all of their rows.</summary>
    [Range(1, 1024)]
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>The schedule's peak.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 2e-4;

    [Range(0.0, 1.0)]
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Share of the steps in which the rate goes up.</summary>
    [Range(0.0, 1.0)]
    public double WarmupRatio { get; init; } = 0.1;

    public ScheduleKind Schedule { get; init; } = ScheduleKind.Linear;

    /// <summary>Gradients are scaled down to this global norm; null: not at all.</summary>
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public double? MaxGradientNorm { get; init; } = 1.0;

    /// <summary>Null: all epochs, and the last one's weights.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Times the rate, for the classification head.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double HeadLearningRateMultiplier { get; init; } = 1;

    /// <summary>LoRA+: times the rate, for up-projections and vectors; null: one rate for all.</summary>
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public double? LoraPlusRatio { get; init; }

    /// <summary>
    /// Each layer's rate divided by that of the layer above it; see <see cref="TrainedParameter.LayersAbove"/>.
    /// </summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double LayerDecay { get; init; } = 1;

    /// <summary>
    /// Of the weights' moving average, which is then what is validated and kept; 0: none. See <see cref="WeightAverage"/>.
    /// </summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double EmaDecay { get; init; }

    /// <summary>Batches of rows of like length; else in plain random order.</summary>
    public bool GroupByLength { get; init; } = true;

    public NumericPrecision Precision { get; init; } = NumericPrecision.Float32;

    /// <summary>Threads of libtorch and of the passes around it; another number gives other sums.</summary>
    [Range(1, 1024)]
    public int Threads { get; init; } = 2;

    public ulong Seed { get; init; } = 42;

    /// <summary>Optimizer steps from one logged step to the next.</summary>
    [Range(1, int.MaxValue)]
    public int LogEvery { get; init; } = 1;

    /// <exception cref="DiagnosticException">EXP4207: an option is out of its range; all are reported.</exception>
    public void Validate() => OptionRanges.Faults(this)
        .Concat(OptionRanges.Faults(Loss, "loss."))
        .Concat(OptionRanges.Faults(Optimizer, "optimizer."))
        .Concat(EarlyStopping is { } stopping ? OptionRanges.Faults(stopping, "early_stopping.") : [])
        .ThrowIfAny(Problems.TrainingOptionOutOfRange);
}
