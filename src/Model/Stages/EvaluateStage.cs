using Emotune.Calibration;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Data;
using Emotune.Model.Evaluation;

namespace Emotune.Model.Stages;

/// <param name="PredictFolder">Holds the predictions of validation (for the floor alone) and test.</param>
/// <param name="CalibrateFolder">Holds the calibration and the thresholds.</param>
internal sealed record EvaluateRequest(
    string PredictFolder, string CalibrateFolder, string PreparedFolder, EvaluationOptions Options, string OutputFolder);

/// <summary>
/// Test logits, calibration and thresholds to <c>metrics.json</c>, <c>per_label.csv</c>, <c>reliability.json</c>,
/// <c>threshold_curves.csv</c> and <c>label_confusion.json</c>.
/// </summary>
internal static class EvaluateStage
{
    public static void Run(EvaluateRequest request)
    {
        var labels = PreparedReader.ReadLabels(request.PreparedFolder);
        var test = PredictionFile.Read(Path.Combine(request.PredictFolder, Split.Test.FileName()), labels);
        var validation = PredictionFile.Read(Path.Combine(request.PredictFolder, Split.Validation.FileName()), labels);
        var calibration = Json.Read<CalibrationResult>(Path.Combine(request.CalibrateFolder, StageLayout.Calibrate.Calibration));
        var thresholds = Json.Read<DecisionThresholds>(Path.Combine(request.CalibrateFolder, StageLayout.Calibrate.Thresholds));
        var evaluation = Evaluator.Evaluate(
            test, calibration, thresholds, labels, Evaluator.MostFrequentLabel(validation), request.Options);
        Json.Write(Path.Combine(request.OutputFolder, StageLayout.Evaluate.Metrics), evaluation.Report);
        Json.Write(Path.Combine(request.OutputFolder, StageLayout.Evaluate.Reliability), evaluation.Reliability);
        PerLabelTable.Write(Path.Combine(request.OutputFolder, StageLayout.Evaluate.PerLabel), evaluation.Report.Labels);
        ThresholdCurveTable.Write(
            Path.Combine(request.OutputFolder, StageLayout.Evaluate.ThresholdCurves),
            ThresholdCurve.Of(test, calibration, thresholds, labels, request.Options.Bootstrap));
        var decisions = Decisions.At(calibration.Calibrate(test.Logits, test.LabelCount), [.. thresholds.Labels], test.Labels);
        Json.Write(Path.Combine(request.OutputFolder, StageLayout.Evaluate.LabelConfusion), LabelConfusion.Of(decisions, labels));
    }
}
