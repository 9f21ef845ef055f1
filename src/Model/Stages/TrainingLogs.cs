using System.Globalization;
using Emotune.Model.Artifacts.Files;
using Emotune.Model.Training;

namespace Emotune.Model.Stages;

/// <summary><c>training_log.csv</c>, a row a step, and <c>validation_log.csv</c>, a row an epoch.</summary>
internal static class TrainingLogs
{
    private static readonly string[] StepHeader = ["step", "epoch", "loss", "learning_rate", "gradient_norm"];
    private static readonly string[] EpochHeader = [
        "epoch", "step", "validation_loss", "micro_f1", "macro_f1", "macro_average_precision", "is_best"];

    public static void WriteSteps(string path, IEnumerable<StepLog> steps) =>
        Csv.Write(path, StepHeader, steps.Select(s => (IReadOnlyList<object?>)[s.Step, s.Epoch, s.Loss, s.LearningRate, s.GradientNorm]));

    public static void WriteEpochs(string path, IEnumerable<EpochLog> epochs) =>
        Csv.Write(path, EpochHeader, epochs.Select(e => (IReadOnlyList<object?>)[
            e.Epoch, e.Step, e.ValidationLoss, e.MicroF1, e.MacroF1, e.MacroAveragePrecision, e.IsBest ? 1 : 0]));

    public static IReadOnlyList<StepLog> ReadSteps(string path) =>
        [.. Rows(path).Select(f => new StepLog(Whole(f[0]), Whole(f[1]), Number(f[2]), Number(f[3]), Number(f[4])))];

    public static IReadOnlyList<EpochLog> ReadEpochs(string path) =>
        [.. Rows(path)
            .Select(f => new EpochLog(Whole(f[0]), Whole(f[1]), Number(f[2]), Number(f[3]), Number(f[4]), Number(f[5]), f[6] == "1"))];

    private static IEnumerable<string[]> Rows(string path) => Csv.Read(File.ReadAllText(path), path).Skip(1).Select(r => r.Fields);

    private static int Whole(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private static double Number(string field) => field.Length == 0 ? double.NaN : double.Parse(field, CultureInfo.InvariantCulture);
}
