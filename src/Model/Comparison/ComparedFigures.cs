using Emotune.Model.Evaluation;
using Emotune.Model.Metrics;

namespace Emotune.Model.Comparison;

/// <summary>A figure that runs are compared by.</summary>
/// <param name="Of">Reads it off a run's evaluation; null where undefined.</param>
public sealed record ComparedFigure(string Name, bool HigherIsBetter, Func<EvaluationReport, double?> Of);

/// <summary>The figures that runs are compared by: decisions at the experiment's thresholds, and calibrated probabilities.</summary>
public static class ComparedFigures
{
    public const string MicroF1 = ValidationScore.MicroF1Name;
    public const string MacroF1 = ValidationScore.MacroF1Name;
    public const string WeightedF1 = "weighted_f1";
    public const string MacroAveragePrecision = ValidationScore.MacroAveragePrecisionName;

    /// <summary>Over bins of equal width, after calibration, mean over labels.</summary>
    public const string ExpectedCalibrationError = "expected_calibration_error";

    /// <summary>Over bins of equal mass, after calibration, mean over labels, without the share that chance adds to it.</summary>
    public const string DebiasedSquaredError = "debiased_squared_error";
    public const string Brier = "brier";
    public const string NegativeLogLikelihood = "negative_log_likelihood";

    public static IReadOnlyList<ComparedFigure> All { get; } =
    [
        new(MicroF1, true, e => Decided(e).Micro.F1),
        new(MacroF1, true, e => Decided(e).Macro.F1),
        new(WeightedF1, true, e => Decided(e).Weighted.F1),
        new(MacroAveragePrecision, true, e => e.MacroAveragePrecision.Value),
        new(ExpectedCalibrationError, false, e => e.Calibrated.ExpectedCalibrationError.Value),
        new(DebiasedSquaredError, false, e => e.Calibrated.DebiasedSquaredError?.Value),
        new(Brier, false, e => e.Calibrated.Brier.Value),
        new(NegativeLogLikelihood, false, e => e.Calibrated.NegativeLogLikelihood.Value),
    ];

    private static DecisionReport Decided(EvaluationReport evaluation) =>
        evaluation.Decisions.Single(d => d.Name == DecisionNames.Validation);
}
