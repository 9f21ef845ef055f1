using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Metrics;

namespace Emotune.Model.Evaluation;

/// <summary>A run's test predictions, calibrated and decided as validation says: what figures are resampled from.</summary>
/// <param name="Decisions">At the experiment's own thresholds.</param>
/// <param name="Bins">The number of bins of calibration errors.</param>
internal sealed record ScoredRun(Predictions Test, ProbabilityColumns Calibrated, Decisions Decisions, int Bins)
{
    /// <exception cref="DiagnosticException">EXP5001 to EXP5004, EXP5006: what the results lack, or how they disagree.</exception>
    public static ScoredRun Of(string name, Predictions test, CalibrationResult calibration, DecisionThresholds thresholds, int bins)
    {
        test.Checked(name);
        calibration.CheckLabelCount(test.LabelCount);
        thresholds.CheckLabelCount(test.LabelCount);
        var calibrated = CalibratedColumns.Of(test, calibration.Labels.Select(l => l.Map));
        return new ScoredRun(
            test, calibrated, Decisions.At(calibrated.RowMajorProbabilities(), [.. thresholds.Labels], test.Labels), bins);
    }
}
