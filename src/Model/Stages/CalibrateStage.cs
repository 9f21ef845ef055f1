using Emotune.Calibration;
using Emotune.Files;
using Emotune.Model.Data;

namespace Emotune.Model.Stages;

/// <param name="PreparedFolder">Where Prepare wrote the label map.</param>
internal sealed record CalibrateRequest(
    string ValidationPredictions, string PreparedFolder, CalibrationOptions Calibration, ThresholdOptions Thresholds, string OutputFolder);

/// <summary>Validation logits to <c>calibration.json</c> and <c>thresholds.json</c>.</summary>
internal static class CalibrateStage
{
    public static void Run(CalibrateRequest request)
    {
        var labels = PreparedReader.ReadLabels(request.PreparedFolder);
        var validation = PredictionFile.Read(request.ValidationPredictions, labels);
        var calibration = Calibrator.Fit(validation, request.Calibration);
        Json.Write(Path.Combine(request.OutputFolder, StageLayout.Calibrate.Calibration), calibration);
        Json.Write(
            Path.Combine(request.OutputFolder, StageLayout.Calibrate.Thresholds),
            DecisionThresholds.Choose(
                validation, Calibrator.ForThresholds(validation, calibration, request.Calibration), request.Thresholds));
    }
}
