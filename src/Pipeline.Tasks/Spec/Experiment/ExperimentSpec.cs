namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>One comparison: one data set, one backbone, several runs. Complete: defaults, overrides and the matrix are worked in.</summary>
/// <param name="Name">Also the name of the folder of results.</param>
/// <param name="Runs">In the file's order, at least one; runs of a matrix stand where their template stood.</param>
/// <param name="Seeds">Each run is trained once for each; at least one, all different.</param>
/// <param name="DataCard">Null where the file has none.</param>
internal sealed record ExperimentSpec(
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

/// <param name="Title">The experiment's name where the file gives none.</param>
internal sealed record ReportSpec(string Title);

/// <summary>What the report says of the data's origin and of their use; null where the file is silent.</summary>
internal sealed record DataCardSpec(
    string? Source, string? Licence, string? Language, string? IntendedUse, string? Limits, string? Citation);
