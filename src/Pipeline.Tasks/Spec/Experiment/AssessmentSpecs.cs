namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>How logits become honest probabilities; fitted on validation.</summary>
/// <param name="Scope">Null with <see cref="CalibrationMethod.None"/>.</param>
/// <param name="MinPositives">Labels with fewer on validation are fitted together; null with <see cref="CalibrationScope.Global"/> or no
/// method.</param>
/// <param name="CrossFit">Null to choose thresholds on the probabilities that the calibration was fitted to.</param>
public sealed record CalibrationSpec(CalibrationMethod Method, CalibrationScope? Scope, int? MinPositives, CrossFitSpec? CrossFit);

public enum CalibrationMethod { None, Temperature, Platt, Isotonic, Beta }

public enum CalibrationScope { Global, PerLabel }

/// <summary>How decisions are made; chosen on calibrated validation probabilities.</summary>
/// <param name="Value">The threshold of <see cref="ThresholdStrategy.Fixed"/>; null with the others.</param>
/// <param name="Objective">Of <see cref="ThresholdStrategy.CoordinateAscent"/>; null with the others.</param>
/// <param name="Shrinkage">As many positives as the global threshold weighs; null where all labels share one threshold.</param>
/// <param name="CrossFit">Null to choose once, on all of validation.</param>
public sealed record ThresholdsSpec(
    ThresholdStrategy Strategy, double? Value, ThresholdObjective? Objective, double? Shrinkage, CrossFitSpec? CrossFit);

public enum ThresholdStrategy { Fixed, GlobalF1, PerLabelF1, CoordinateAscent }

public enum ThresholdObjective { MicroF1, MacroF1, MeanF1 }

/// <summary>The validation split in folds.</summary>
public sealed record CrossFitSpec(int Folds, int Seed);

/// <param name="Bins">Of reliability diagrams and calibration errors.</param>
/// <param name="MinPositives">Macro F1 is also given over labels with at least so many test positives.</param>
/// <param name="ExtraSets">Further labelled files that runs are measured on; null for none.</param>
public sealed record EvaluationSpec(int Bins, int MinPositives, BootstrapSpec Bootstrap, IReadOnlyList<ExtraSetSpec>? ExtraSets);

/// <summary>
/// Another labelled file that runs are measured on as they are: nothing is trained or chosen on it. What it does not say is as in
/// <c>data</c>.
/// </summary>
/// <param name="Name">Also the name of its folders of results.</param>
/// <param name="File">As written in the experiment; see <see cref="ExperimentPaths.ExtraSets"/>.</param>
/// <param name="Labels">A file with one of the set's labels a line; null where the labels come from its rows.</param>
/// <param name="Columns">Null for <see cref="DataFormat.TsvLabelIds"/>, whose columns are fixed.</param>
/// <param name="Map">The set's label → those of the experiment of which at least one holds; none to ignore it.</param>
public sealed record ExtraSetSpec(
    string Name,
    string File,
    DataFormat Format,
    string? Labels,
    ColumnsSpec? Columns,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Map);

/// <summary>Intervals over test comments.</summary>
public sealed record BootstrapSpec(int Resamples, double Confidence, int Seed, IntervalMethod Interval);

public enum IntervalMethod { Percentile, Bca }

/// <param name="Comments">Test comments explained, the same for all runs; zero for none.</param>
/// <param name="MaxEvaluations">Evaluations of the model for one comment, at most; the steps of integrated gradients. Null with
/// <see cref="ExplanationMethod.LeaveOneOut"/>, which takes as many as there are players.</param>
/// <param name="RandomOrderPairs">Orders, each with its reverse, that faithfulness is held against; zero to measure none.</param>
public sealed record ExplanationSpec(
    ExplanationMethod Method, int Comments, ExplanationPlayers Players, int? MaxEvaluations, int RandomOrderPairs);

public enum ExplanationMethod { LeaveOneOut, PartitionShapley, Shapley, IntegratedGradients }

/// <summary>What is kept or masked as one.</summary>
public enum ExplanationPlayers { Words, Pieces }

/// <summary>How runs are compared.</summary>
/// <param name="Search">What chooses, of each method's runs, the one that is compared.</param>
/// <param name="Resamples">Of the paired intervals and tests; seed and confidence are those of
/// <see cref="EvaluationSpec.Bootstrap"/>.</param>
public sealed record ComparisonSpec(SearchMetric Search, int Resamples);

/// <summary>A figure on raw validation logits; <see cref="Loss"/> is better when lower, the others when higher.</summary>
public enum SearchMetric { None, MicroF1, MacroF1, MacroAveragePrecision, Loss }
