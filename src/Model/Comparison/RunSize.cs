using Emotune.Model.Training;

namespace Emotune.Model.Comparison;

/// <summary>
/// What a run takes, of that which repeats byte for byte: an element of <c>sizes.json</c>. Times and memory are in the stages'
/// <c>cost.json</c>; the time to the best validation is Train's seconds × <see cref="TrainingLength.ShareToBest"/>.
/// </summary>
/// <param name="Parameters">Each counted once.</param>
/// <param name="TaskBytes">What a further task takes on disk beside the backbone: the trained files without the tokenizer's and the
/// logs; the mean over seeds, rounded.</param>
internal sealed record RunSize(
    string Run, FineTuningMethod Method, ParameterCounts Parameters, long TaskBytes, IReadOnlyList<TrainingLength> Seeds);

/// <param name="Steps">Optimizer steps taken.</param>
/// <param name="BestStep">The step of the validation whose weights were kept.</param>
internal sealed record TrainingLength(long Seed, int Steps, int BestStep)
{
    /// <summary>In [0, 1]; zero without steps.</summary>
    public double ShareToBest => Steps == 0 ? 0 : (double)BestStep / Steps;
}
