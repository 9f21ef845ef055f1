using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.TensorBoard;

/// <summary>A training as TensorBoard shows it: the figures of each step, and those on validation after each epoch.</summary>
internal static class TrainingEvents
{
    /// <summary>The file's bytes: the same for the same training.</summary>
    public static byte[] Of(RunResult run)
    {
        using var stream = new MemoryStream();
        var records = new RecordWriter(stream);
        records.Write(EventMessage.First());
        foreach (var (step, values) in Events(run))
            records.Write(EventMessage.Scalars(step, values));
        return stream.ToArray();
    }

    // An epoch is validated after its last step.
    private static IEnumerable<(int Step, (string, float)[] Values)> Events(RunResult run) =>
        run.Steps.Select(s => (s.Step, Values: Finite(
            ("train/loss", s.Loss), ("train/learning_rate", s.LearningRate), ("train/gradient_norm", s.GradientNorm))))
        .Concat(run.Epochs.Select(e => (e.Step, Values: Finite(
            ("validation/loss", e.ValidationLoss), ("validation/micro_f1", e.MicroF1), ("validation/macro_f1", e.MacroF1),
            ("validation/macro_average_precision", e.MacroAveragePrecision), ("validation/epoch", e.Epoch)))))
        .OrderBy(e => e.Step).Where(e => e.Values.Length > 0);

    // A figure that could not be computed has no point in the curve.
    private static (string, float)[] Finite(params (string Tag, double Value)[] values) =>
        [.. values.Where(v => float.IsFinite((float)v.Value)).Select(v => (v.Tag, (float)v.Value))];
}
