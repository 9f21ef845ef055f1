using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Data;
using Emotune.Model.Evaluation;

namespace Emotune.Model.Stages;

/// <summary>
/// Files of a run that this build has not made itself. What the stages always write is asked for here: somebody may have edited it, or
/// a disk may have lost it.
/// </summary>
internal static class BaselineResult
{
    /// <exception cref="DiagnosticException">EXP4001 or EXP4030, at the file.</exception>
    public static EvaluationReport ReadReport(string path)
    {
        var report = Json.Read<EvaluationReport>(path);
        if (report.Labels.Count == 0 || report.Labels.Any(l => l is null))
            throw Invalid(path, "its labels are not one object for each label.");
        return report.Decisions.All(d => d is not null) && report.Decisions.Count(d => d.Name == DecisionNames.Validation) == 1
            ? report
            : throw Invalid(path, $"it must have the decisions '{DecisionNames.Validation}' once.");
    }

    /// <exception cref="DiagnosticException">EXP3001 or EXP3025, at the file.</exception>
    public static Predictions ReadPredictions(string path, string[] labels)
    {
        var predictions = PredictionFile.Read(path, labels);
        try
        {
            return predictions.Checked(Path.GetFileName(path));
        }
        catch (DiagnosticException error)
        {
            throw new DiagnosticException([.. error.Diagnostics.Select(d => d with { At = new SourceLocation(path) })]);
        }
    }

    /// <exception cref="DiagnosticException">EXP4001 or EXP4030, at the file.</exception>
    public static CalibrationResult ReadCalibration(string path, int labelCount)
    {
        var calibration = Json.Read<CalibrationResult>(path);
        return calibration.Labels.Count == labelCount && calibration.Labels.All(l => l is not null)
            ? calibration
            : throw Invalid(path, $"it must have a map for each of the {labelCount} labels.");
    }

    /// <exception cref="DiagnosticException">EXP4001 or EXP4030, at the file.</exception>
    public static DecisionThresholds ReadThresholds(string path, int labelCount)
    {
        var thresholds = Json.Read<DecisionThresholds>(path);
        return thresholds.Labels.Count == labelCount && thresholds.Labels.All(double.IsFinite)
            ? thresholds
            : throw Invalid(path, $"it must have a threshold for each of the {labelCount} labels.");
    }

    private static DiagnosticException Invalid(string path, string why) => new(Problems.JsonInvalid.In(path, why));
}
