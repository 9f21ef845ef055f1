namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>One comparison: one data set, one backbone, several runs. Complete: defaults, overrides and the matrix are worked in.</summary>
/// <param name="Name">Also the name of the folder of results.</param>
/// <param name="Runs">In the file's order, at least one; runs of a matrix stand where their template stood.</param>
/// <param name="Seeds">Each run is trained once for each; at least one, all different.</param>
/// <param name="DataCard">Null where the file has none.</param>
public sealed record ExperimentSpec(
    string Name,
    DataSpec Data,
    BackboneSpec Backbone,
    PredictionSpec Prediction,
    IReadOnlyList<RunSpec> Runs,
    IReadOnlyList<int> Seeds,
    CalibrationSpec Calibration,
    ThresholdsSpec Thresholds,
    EvaluationSpec Evaluation,
    ExplanationSpec Explanation,
    ComparisonSpec Comparison,
    ReportSpec Report,
    DataCardSpec? DataCard);

/// <summary>The pretrained encoder.</summary>
/// <param name="Path">A folder in Hugging Face layout as written in the file; see <see cref="ExperimentPaths.Backbone"/>.</param>
/// <param name="Pretrain">Null to take the encoder as it is.</param>
public sealed record BackboneSpec(string Path, PretrainSpec? Pretrain);

/// <summary>Masked language modelling on the training split's texts, once an experiment, before any run.</summary>
/// <param name="FromScratch">Begin with fresh weights of the backbone's shape.</param>
/// <param name="LearningRate">The peak, of all weights; it rises over <paramref name="WarmupRatio"/> of the steps and falls in a
/// line.</param>
/// <param name="MaskingProbability">Of a word piece to be asked for.</param>
/// <param name="Seed">Of masks, order, dropout and fresh weights.</param>
/// <param name="CheckpointSeconds">Between two checkpoints to resume from; zero for none. Changes no bit.</param>
public sealed record PretrainSpec(
    bool FromScratch,
    int Epochs,
    double LearningRate,
    int BatchSize,
    double MaskingProbability,
    double WarmupRatio,
    double WeightDecay,
    NumericPrecision Precision,
    int Threads,
    int Seed,
    int CheckpointSeconds);

/// <summary>How validation and test are predicted.</summary>
/// <param name="BatchTokens">At most so many word pieces in one forward pass.</param>
public sealed record PredictionSpec(NumericPrecision Precision, int BatchTokens);

/// <param name="Title">The experiment's name where the file gives none.</param>
public sealed record ReportSpec(string Title);

/// <summary>What the report says of the data's origin and of their use; null where the file is silent.</summary>
public sealed record DataCardSpec(string? Source, string? Licence, string? IntendedUse, string? Limits, string? Citation);

/// <summary>The numbers that products are computed in.</summary>
public enum NumericPrecision { Float32, Bfloat16 }
