using Emotune.Calibration;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Data;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Model.Stages;

namespace Emotune.Fuzz.Readers;

/// <summary>A run's folder as the stages write it, from predictions that nobody made.</summary>
internal static class MadeUpRun
{
    private const int Rows = 40;

    public static IReadOnlyList<string> Labels { get; } = ["joy", "anger", "fear"];

    public static BootstrapOptions Bootstrap { get; } = new(Resamples: 20, Threads: 1);

    public static Predictions Predictions(ulong seed)
    {
        var random = new FuzzRandom(seed);
        var labels = new byte[Rows * Labels.Count];
        var logits = new float[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = (byte)(random.Once(3) ? 1 : 0);
            logits[i] = random.Below(400) / 100f - 3 + labels[i];
        }

        return new Predictions(logits, labels, Labels.Count);
    }

    /// <summary>Predicts, calibrates and evaluates into the folder.</summary>
    public static void Write(string folder, CalibrationMethod method = CalibrationMethod.Temperature)
    {
        string At(params string[] names) => Path.Combine([folder, .. names]);
        foreach (var stage in new[] { "data", StageLayout.Predict.Folder, StageLayout.Calibrate.Folder, StageLayout.Evaluate.Folder })
            Directory.CreateDirectory(At(stage));
        Json.Write(At("data", StageLayout.Prepare.LabelMap), new LabelMap(Labels));
        PredictionFile.Write(At(StageLayout.Predict.Folder, StageLayout.Predict.Validation), Predictions(2), Labels);
        PredictionFile.Write(At(StageLayout.Predict.Folder, StageLayout.Predict.Test), Predictions(1), Labels);
        CalibrateStage.Run(new CalibrateRequest(
            At(StageLayout.Predict.Folder, StageLayout.Predict.Validation), At("data"),
            new CalibrationOptions(method, CalibrationScope.PerLabel), new ThresholdOptions(ThresholdStrategy.PerLabelF1),
            At(StageLayout.Calibrate.Folder)));
        EvaluateStage.Run(new EvaluateRequest(
            At(StageLayout.Predict.Folder), At(StageLayout.Calibrate.Folder), At("data"), new EvaluationOptions(5, Bootstrap),
            At(StageLayout.Evaluate.Folder)));
    }
}
