using Emotune.Model.Network;
using Emotune.Model.Training;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>The pretrained encoder.</summary>
/// <param name="Path">A folder in Hugging Face layout as written in the file; see <see cref="ExperimentPaths.Backbone"/>. Null where it
/// is fetched alone.</param>
/// <param name="Hub">The encoder's name on the hub; null where it is not fetched.</param>
/// <param name="Revision">The commit on the hub; null where digests or a path are all that is said.</param>
/// <param name="Sha256">Of each needed file, by its name; null where nothing is said of them.</param>
/// <param name="Pretrain">Null to take the encoder as it is.</param>
internal sealed record BackboneSpec(
    string? Path, string? Hub, string? Revision, IReadOnlyList<KeyValuePair<string, string>>? Sha256, PretrainSpec? Pretrain);

/// <summary>Masked language modelling on the training split's texts, once an experiment, before any run.</summary>
/// <param name="FromScratch">Begin with fresh weights of the backbone's shape.</param>
/// <param name="LearningRate">The peak, of all weights; it rises over <paramref name="WarmupRatio"/> of the steps and falls in a
/// line.</param>
/// <param name="MaskingProbability">Of a word piece to be asked for.</param>
/// <param name="Seed">Of masks, order, dropout and fresh weights.</param>
/// <param name="CheckpointSeconds">Between two checkpoints to resume from; zero for none. Changes no bit.</param>
internal sealed record PretrainSpec(
    bool FromScratch,
    int Epochs,
    double LearningRate,
    int BatchSize,
    double MaskingProbability,
    double WarmupRatio,
    double WeightDecay,
    NumericPrecision Precision,
    int Threads,
    int Seed,
    int CheckpointSeconds)
{
    public TrainingOptions ToOptions() => new()
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        LearningRate = LearningRate,
        WeightDecay = WeightDecay,
        WarmupRatio = WarmupRatio,
        Precision = Precision,
        Threads = Threads,
        Seed = (ulong)Seed,
    };
}
