using System.Globalization;
using Emotune.Model.Training;

namespace Emotune.Model.Stages;

/// <summary>What a stage that trains says while it does, and where its checkpoints lie.</summary>
internal static class StageHooks
{
    /// <param name="checkpointFolder">Of this very work.</param>
    /// <param name="checkpointEvery">Zero for none.</param>
    public static TrainingHooks Of(StageLog log, string checkpointFolder, TimeSpan checkpointEvery) => new()
    {
        Progress = new LineProgress<TrainingProgress>(p => log.Progress(string.Create(
            CultureInfo.InvariantCulture,
            $"step {p.Step}/{p.Steps}, epoch {p.Epoch}, loss {p.Loss:0.0000}, {p.SamplesPerSecond:0.0} comments/s, "
                + $"{TimeLeft.Text(p.TimeLeft)}"))),
        Resumed = step => log.Progress(string.Create(CultureInfo.InvariantCulture, $"resumed at step {step}")),
        EpochEnded = new LineProgress<EpochLog>(e => log.Progress(Describe(e))),
        Warn = problem => log.Remark($"{problem.Code}: {problem.Message}"),
        Checkpoints = checkpointEvery > TimeSpan.Zero
            ? new CheckpointPolicy(checkpointFolder, checkpointEvery, Fingerprint: Path.GetFileName(checkpointFolder))
            : null,
    };

    private static string Describe(EpochLog epoch)
    {
        var scores = double.IsNaN(epoch.MicroF1)
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $", micro F1 {epoch.MicroF1:0.000}, macro F1 {epoch.MacroF1:0.000}, macro AP {epoch.MacroAveragePrecision:0.000}");
        return string.Create(CultureInfo.InvariantCulture, $"epoch {epoch.Epoch} on validation: loss {epoch.ValidationLoss:0.0000}{scores}")
            + (epoch.IsBest ? "; the best so far" : "");
    }
}
