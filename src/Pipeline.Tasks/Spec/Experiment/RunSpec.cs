using Emotune.Model.Training;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>
/// One way of training, with the experiment's <c>head</c> and <c>training</c> and the run's own changes to them worked in.
/// </summary>
/// <param name="Name">Also the name of the run's folder.</param>
/// <param name="LearningRate">The peak rate of the encoder or its adapters; the head's is <see cref="HeadSpec.LearningRateMultiplier"/>
/// times that.</param>
/// <param name="Lora">Null for <see cref="FineTuningMethod.Full"/>, never for <see cref="FineTuningMethod.Lora"/>.</param>
/// <param name="InitializeFrom">A folder with the files of an earlier run to start from, as written; null to start from the
/// backbone.</param>
internal sealed record RunSpec(
    string Name,
    FineTuningMethod Method,
    double LearningRate,
    LoraSpec? Lora,
    ModelSourceSpec? InitializeFrom,
    HeadSpec Head,
    TrainingSpec Training)
{
    /// <summary>The run's name in the file: of a run that the matrix made, that of its template.</summary>
    public string WrittenAs { get; init; } = Name;

    public TrainingOptions ToOptions(int seed) => Training.ToOptions() with
    {
        LearningRate = LearningRate,
        HeadLearningRateMultiplier = Head.LearningRateMultiplier,
        LoraPlusRatio = Lora?.LoraplusLrRatio,
        Seed = (ulong)seed,
    };
}
