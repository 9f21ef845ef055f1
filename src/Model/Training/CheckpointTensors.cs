using Emotune.Model.Artifacts;

namespace Emotune.Model.Training;

/// <summary>A checkpoint as named tensors; the logs are tables of doubles.</summary>
internal static class CheckpointTensors
{
    private const string Weight = "weight.", First = "first_moment.", Second = "second_moment.", Average = "average.", Best = "best.";
    private const string Step = "step", StepLogs = "step_logs", EpochLogs = "epoch_logs", Scores = "scores";
    private const int StepLogWidth = 5, EpochLogWidth = 7;

    public static IEnumerable<NamedTensor> Write(Checkpoint checkpoint)
    {
        foreach (var tensor in Named(Weight, checkpoint.Weights).Concat(Named(First, checkpoint.FirstMoments)).Concat(Named(Second, checkpoint.SecondMoments)))
            yield return tensor;
        foreach (var tensor in Named(Average, checkpoint.Average).Concat(Named(Best, checkpoint.Best)))
            yield return tensor;
        yield return NamedTensor.FromInt64(Step, [1], [checkpoint.Step]);
        yield return Table(StepLogs, StepLogWidth, [.. checkpoint.StepLogs.SelectMany(
            l => new[] { l.Step, l.Epoch, l.Loss, l.LearningRate, l.GradientNorm })]);
        yield return Table(EpochLogs, EpochLogWidth, [.. checkpoint.EpochLogs.SelectMany(
            l => new[] { l.Epoch, l.Step, l.ValidationLoss, l.MicroF1, l.MacroF1, l.MacroAveragePrecision, l.IsBest ? 1 : 0 })]);
        yield return Table(Scores, 1, [.. checkpoint.Scores]);
    }

    /// <exception cref="MisfitException">Its parameters are not those given.</exception>
    /// <exception cref="DiagnosticException">A tensor is missing.</exception>
    public static Checkpoint Read(SafetensorsFile file, IReadOnlyList<TrainedParameter> parameters) => new(
        checked((int)file.ReadInt64(Step)[0]),
        Values(file, Weight, parameters),
        Values(file, First, parameters),
        Values(file, Second, parameters),
        Optional(file, Average, parameters),
        Optional(file, Best, parameters),
        [.. file.ReadDouble(StepLogs).Chunk(StepLogWidth).Select(r => new StepLog((int)r[0], (int)r[1], r[2], r[3], r[4]))],
        [.. file.ReadDouble(EpochLogs).Chunk(EpochLogWidth).Select(r => new EpochLog((int)r[0], (int)r[1], r[2], r[3], r[4], r[5], r[6] != 0))],
        file.ReadDouble(Scores));

    private static IEnumerable<NamedTensor> Named(string prefix, IReadOnlyDictionary<string, float[]>? values) =>
        (values ?? new Dictionary<string, float[]>()).Select(p => NamedTensor.FromSingle(prefix + p.Key, [p.Value.Length], p.Value));

    private static NamedTensor Table(string name, int width, double[] values) =>
        NamedTensor.FromDouble(name, [values.Length / width, width], values);

    private static Dictionary<string, float[]>? Optional(SafetensorsFile file, string prefix, IReadOnlyList<TrainedParameter> parameters) =>
        file.Tensors.Keys.Any(n => n.StartsWith(prefix, StringComparison.Ordinal)) ? Values(file, prefix, parameters) : null;

    private static Dictionary<string, float[]> Values(SafetensorsFile file, string prefix, IReadOnlyList<TrainedParameter> parameters)
    {
        var count = file.Tensors.Keys.Count(n => n.StartsWith(prefix, StringComparison.Ordinal));
        if (count != parameters.Count)
            throw new MisfitException($"it has {count} parameters and the network trains {parameters.Count}");
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            if (!file.Tensors.TryGetValue(prefix + parameter.Name, out var tensor) || tensor.Shape[0] != parameter.Tensor.numel())
                throw new MisfitException($"it does not have '{parameter.Name}' in the network's size");
            values.Add(parameter.Name, file.ReadSingle(prefix + parameter.Name));
        }
        return values;
    }
}
