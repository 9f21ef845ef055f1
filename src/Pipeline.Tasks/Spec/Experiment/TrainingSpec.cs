namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>The classification head.</summary>
/// <param name="LearningRateMultiplier">The head's rate ÷ the run's.</param>
/// <param name="Dropout">Null for what the backbone's <c>config.json</c> says.</param>
public sealed record HeadSpec(HeadPooling Pooling, double LearningRateMultiplier, double? Dropout);

public enum HeadPooling
{
    /// <summary>The family's own head over the first token.</summary>
    FirstToken,

    /// <summary>Dropout and one linear layer over the mean of the token states.</summary>
    Mean,
}

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
public sealed record TrainingSpec(
    int Epochs,
    int BatchSize,
    int AccumulationSteps,
    double WeightDecay,
    double WarmupRatio,
    double MaxGradientNorm,
    RateSchedule Schedule,
    LossSpec Loss,
    double LayerDecay,
    double EmaDecay,
    EarlyStoppingSpec? EarlyStopping,
    NumericPrecision Precision,
    int Threads,
    bool GroupByLength,
    int CheckpointSeconds);

/// <summary>What training lowers. The constants of other functions than <paramref name="Function"/> are null.</summary>
/// <param name="LabelSmoothing">ε in [0, 1): a label's 1 becomes 1 − ε/2 and its 0 becomes ε/2.</param>
/// <param name="Power">Weight of a label's positives = (negatives ÷ positives)^power.</param>
/// <param name="MaxWeight">No such weight is larger.</param>
/// <param name="Alpha">The positives' share of the weight.</param>
/// <param name="Gamma">How much easy decisions are discounted.</param>
/// <param name="GammaNegative">How much easy negatives are discounted.</param>
/// <param name="GammaPositive">How much easy positives are discounted.</param>
/// <param name="Clip">A negative of a probability up to it costs nothing.</param>
public sealed record LossSpec(
    LossFunction Function,
    double LabelSmoothing,
    double? Power,
    double? MaxWeight,
    double? Alpha,
    double? Gamma,
    double? GammaNegative,
    double? GammaPositive,
    double? Clip);

public enum LossFunction { Bce, PosWeight, Focal, Asymmetric }

/// <summary>The best epoch on validation is kept.</summary>
/// <param name="Patience">Training ends after so many epochs in a row without a better one.</param>
public sealed record EarlyStoppingSpec(StoppingMetric Metric, int Patience);

/// <summary><see cref="Loss"/> is better when lower, the others when higher.</summary>
public enum StoppingMetric { MicroF1, MacroF1, MacroAveragePrecision, Loss }

/// <summary>What the learning rate does after warm-up: falls to zero in a line or a half cosine, or stays.</summary>
public enum RateSchedule { Linear, Cosine, Constant }
