using Emotune.Calibration;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Data;
using Emotune.Model.Evaluation;

namespace Emotune.Model.Stages;

/// <param name="SetFolder">Where Prepare wrote the set.</param>
/// <param name="LogitsFolder">Holds the predictions on the set.</param>
/// <param name="PredictFolder">Holds the predictions of validation (for the floor alone) and test.</param>
/// <param name="CalibrateFolder">Holds the calibration and the thresholds.</param>
/// <param name="PreparedFolder">Where Prepare wrote the label map.</param>
internal sealed record EvaluateExtraSetRequest(
    string SetFolder, string LogitsFolder, string PredictFolder, string CalibrateFolder, string PreparedFolder, EvaluationOptions Options,
    string OutputFolder);

/// <summary>
/// A run's logits on another data set to <c>metrics.json</c> and <c>per_label.csv</c>, with test beside it over the same labels.
/// </summary>
internal static class EvaluateExtraSetStage
{
    public static void Run(EvaluateExtraSetRequest request)
    {
        var labels = PreparedReader.ReadLabels(request.PreparedFolder);
        var coverage = Json.Read<PreparedExtraSet>(Path.Combine(request.SetFolder, StageLayout.Prepare.ExtraSet)).Coverage;
        var groups = coverage.GroupsOf(labels);
        Predictions Own(Split split) => PredictionFile.Read(Path.Combine(request.PredictFolder, split.FileName()), labels);
        var evaluator = new CoveredEvaluator(
            groups,
            [.. coverage.Covered.Select(c => c.Name)],
            Json.Read<CalibrationResult>(Path.Combine(request.CalibrateFolder, StageLayout.Calibrate.Calibration)),
            Json.Read<DecisionThresholds>(Path.Combine(request.CalibrateFolder, StageLayout.Calibrate.Thresholds)),
            CoveredEvaluator.MostFrequent(groups, Own(Split.Validation)),
            request.Options);
        var test = Own(Split.Test);
        var report = new ExtraSetReport(
            evaluator.Evaluate(
                PredictionFile.ReadLogits(Path.Combine(request.LogitsFolder, StageLayout.Predict.ExtraSetLogits), labels),
                coverage.TruthOf(PreparedSplitFile.Read(Path.Combine(request.SetFolder, StageLayout.Prepare.ExtraSetRows))),
                "the extra set"),
            evaluator.Evaluate(test.Logits, groups.Any(test.Labels, labels.Count), "test"));
        Json.Write(Path.Combine(request.OutputFolder, StageLayout.Evaluate.Metrics), report);
        CoveredLabelTable.Write(Path.Combine(request.OutputFolder, StageLayout.Evaluate.PerLabel), report, coverage);
    }
}
