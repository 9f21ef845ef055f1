using Emotune.Files;
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
        [.. CsvTable.Read(path, StepHeader).Select(r => new StepLog(r.Whole(0), r.Whole(1), Figure(r, 2), Figure(r, 3), Figure(r, 4)))];

    public static IReadOnlyList<EpochLog> ReadEpochs(string path) =>
        [.. CsvTable.Read(path, EpochHeader).Select(r => new EpochLog(
            r.Whole(0), r.Whole(1), Figure(r, 2), Figure(r, 3), Figure(r, 4), Figure(r, 5), r.Text(6) == "1"))];

    private static double Figure(CsvTableRow row, int column) => row.NumberOrNull(column) ?? double.NaN;
}
