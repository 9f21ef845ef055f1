using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Model.Training;

/// <summary>
/// All that a run needs to go on as if it had never stopped, as named tensors: weights, AdamW's moments, the moving average, the best
/// epoch's weights; the logs are tables of doubles. Arrays pass between file and run without a copy.
/// </summary>
internal static class CheckpointTensors
{
    private const string Step = "step", StepLogs = "step_logs", EpochLogs = "epoch_logs", Scores = "scores";
    private const int StepLogWidth = 5, EpochLogWidth = 7;

    public static IEnumerable<NamedTensor> Write(TrainingState state)
    {
        foreach (var array in state.Arrays(state.HasBest))
            yield return array.ToTensor();
        yield return NamedTensor.FromInt64(Step, [1], [state.Step]);
        yield return Table(StepLogs, StepLogWidth, [.. state.StepLogs.SelectMany(
            l => new[] { l.Step, l.Epoch, l.Loss, l.LearningRate, l.GradientNorm })]);
        yield return Table(EpochLogs, EpochLogWidth, [.. state.EpochLogs.SelectMany(
            l => new[] { l.Epoch, l.Step, l.ValidationLoss, l.MicroF1, l.MacroF1, l.MacroAveragePrecision, l.IsBest ? 1 : 0 })]);
        yield return Table(Scores, 1, [.. state.Scores]);
    }

    /// <exception cref="MisfitException">Its parameters are not the run's, or its logs are none. The run is as before.</exception>
    /// <exception cref="DiagnosticException">A tensor is missing.</exception>
    public static void Read(SafetensorsFile file, TrainingState state)
    {
        var hasBest = file.Tensors.Keys.Any(n => n.StartsWith(TrainingState.Best, StringComparison.Ordinal));
        RequireFit(file, state.Sizes(hasBest));
        if (file.ReadInt64(Step) is not [>= 0 and <= int.MaxValue and var step])
            throw new MisfitException($"its '{Step}' is not one whole number");
        StepLog[] stepLogs = [.. Rows(file, StepLogs, StepLogWidth).Select(r => new StepLog(Whole(r[0]), Whole(r[1]), r[2], r[3], r[4]))];
        EpochLog[] epochLogs = [
            .. Rows(file, EpochLogs, EpochLogWidth)
                .Select(r => new EpochLog(Whole(r[0]), Whole(r[1]), r[2], r[3], r[4], r[5], r[6] != 0))];
        var scores = file.ReadDouble(Scores);
        foreach (var array in state.Arrays(hasBest))
            file.Bytes(array.Name).CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(array.Span));
        state.Restore((int)step, stepLogs, epochLogs, scores);
    }

    private static void RequireFit(SafetensorsFile file, IReadOnlyDictionary<string, long> sizes)
    {
        var found = file.Tensors.Keys.Count(n => n.Contains('.'));
        if (found != sizes.Count)
            throw new MisfitException($"it has {found} arrays and the run has {sizes.Count}");
        foreach (var (name, size) in sizes)
        {
            if (!file.Tensors.TryGetValue(name, out var tensor) || tensor.Type != TensorType.F32 || tensor.Shape is not [var length]
                || length != size)
            {
                throw new MisfitException($"it does not have '{name}' in the run's size");
            }
        }
    }

    private static IEnumerable<double[]> Rows(SafetensorsFile file, string name, int width) =>
        file.Info(name).Shape is [_, var stored] && stored == width
        ? file.ReadDouble(name).Chunk(width)
        : throw new MisfitException($"its '{name}' is not a table of {width} columns");

    private static int Whole(double value) => value is >= int.MinValue and <= int.MaxValue && double.IsInteger(value)
        ? (int)value
        : throw new MisfitException($"its logs have {value} where a whole number belongs");

    private static NamedTensor Table(string name, int width, double[] values) =>
        NamedTensor.FromDouble(name, [values.Length / width, width], values);
}
