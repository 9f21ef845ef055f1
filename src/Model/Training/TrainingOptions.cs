using Emotune.Model.Diagnostics;
using Emotune.Model.Losses;
using Emotune.Model.Metrics;
using Emotune.Model.Network;
using Emotune.Model.Optimization;

namespace Emotune.Model.Training;

/// <summary>When to stop before the last epoch; the best epoch's weights are the run's result.</summary>
/// <param name="Metric">A name of <see cref="ValidationScore.Names"/>.</param>
/// <param name="Patience">Epochs without a better value that are waited for.</param>
public sealed record EarlyStopping(string Metric, int Patience);

/// <summary>How a run trains, whatever its method.</summary>
public sealed record TrainingOptions
{
    public int Epochs { get; init; } = 3;

    public LossOptions Loss { get; init; } = new();

    /// <summary>Rows of a forward pass.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Batches of an optimizer step; its gradient is that of the mean over all of their rows.</summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>The schedule's peak.</summary>
    public double LearningRate { get; init; } = 2e-4;

    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Share of the steps in which the rate goes up, in [0, 1].</summary>
    public double WarmupRatio { get; init; } = 0.1;

    public ScheduleKind Schedule { get; init; } = ScheduleKind.Linear;

    /// <summary>Gradients are scaled down to this global norm; null: not at all.</summary>
    public double? MaxGradientNorm { get; init; } = 1.0;

    /// <summary>Null: all epochs, and the last one's weights.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Times the rate, for the classification head.</summary>
    public double HeadLearningRateMultiplier { get; init; } = 1;

    /// <summary>LoRA+: times the rate, for up-projections and vectors; null: one rate for all.</summary>
    public double? LoraPlusRatio { get; init; }

    /// <summary>
    /// In (0, 1]: each layer's rate divided by that of the layer above it; see <see cref="TrainedParameter.LayersAbove"/>.
    /// </summary>
    public double LayerDecay { get; init; } = 1;

    /// <summary>
    /// In [0, 1): of the weights' moving average, which is then what is validated and kept; 0: none. See <see cref="WeightAverage"/>.
    /// </summary>
    public double EmaDecay { get; init; }

    /// <summary>Batches of rows of like length; else in plain random order.</summary>
    public bool GroupByLength { get; init; } = true;

    public TrainingPrecision Precision { get; init; } = TrainingPrecision.Float32;

    /// <summary>Threads of libtorch and of the passes around it; another number gives other sums.</summary>
    public int Threads { get; init; } = 2;

    public ulong Seed { get; init; } = 42;

    /// <summary>Optimizer steps from one logged step to the next.</summary>
    public int LogEvery { get; init; } = 1;

    /// <exception cref="DiagnosticException">EXP4207: an option is out of its range; all are reported.</exception>
    public void Validate()
    {
        List<Diagnostic> problems = [];
        Check(Epochs >= 1, "epochs", Epochs, "1 or more");
        Check(BatchSize >= 1, "batch_size", BatchSize, "1 or more");
        Check(AccumulationSteps >= 1, "accumulation_steps", AccumulationSteps, "1 or more");
        Check(LearningRate > 0 && double.IsFinite(LearningRate), "learning_rate", LearningRate, "above 0");
        Check(WeightDecay >= 0 && double.IsFinite(WeightDecay), "weight_decay", WeightDecay, "0 or more");
        Check(WarmupRatio is >= 0 and <= 1, "warmup_ratio", WarmupRatio, "0 to 1");
        Check(MaxGradientNorm is null or > 0, "max_gradient_norm", MaxGradientNorm, "above 0");
        Check(HeadLearningRateMultiplier > 0, "head.learning_rate_multiplier", HeadLearningRateMultiplier, "above 0");
        Check(LoraPlusRatio is null or > 0, "loraplus_ratio", LoraPlusRatio, "above 0");
        Check(LayerDecay is > 0 and <= 1, "layer_decay", LayerDecay, "above 0, at most 1");
        Check(EmaDecay is >= 0 and < 1, "ema_decay", EmaDecay, "0 to 1, 1 excluded");
        problems.AddRange(Loss.Faults().Select(f => Problems.TrainingOptionOutOfRange.Given(f.Name, f.Given, f.Valid)));
        Check(Threads >= 1, "threads", Threads, "1 or more");
        Check(LogEvery >= 1, "log_every", LogEvery, "1 or more");
        Check(EarlyStopping is null or { Patience: >= 1 }, "early_stopping.patience", EarlyStopping?.Patience, "1 or more");
        Check(EarlyStopping is null || ValidationScore.Names.Contains(EarlyStopping.Metric, StringComparer.Ordinal),
            "early_stopping.metric", EarlyStopping?.Metric, string.Join(", ", ValidationScore.Names));
        if (problems.Count > 0)
            throw new DiagnosticException(problems);

        void Check(bool holds, string name, object? given, string valid)
        {
            if (!holds)
                problems.Add(Problems.TrainingOptionOutOfRange.Given(name, given, valid));
        }
    }
}
