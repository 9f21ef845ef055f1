using Emotune.Metrics;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>How a run was trained.</summary>
/// <param name="WrittenAs">The run's name in the experiment file: of a run that the matrix made, that of its template.</param>
/// <param name="StoppingMetric">The figure on validation by which its epochs are judged.</param>
/// <param name="Shared">The keys that runs of both methods have, such as <c>training.epochs</c>, but for the learning rate.</param>
/// <param name="Adapter">The keys of LoRA alone.</param>
internal sealed record RunRecipe(
    string WrittenAs, double LearningRate, ValidationMetric StoppingMetric, IReadOnlyDictionary<string, string> Shared,
    IReadOnlyDictionary<string, string> Adapter)
{
    public bool IsSameButForTheRate(RunRecipe other) => Same(Shared, other.Shared) && Same(Adapter, other.Adapter);

    private static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(p => other.TryGetValue(p.Key, out var value) && value == p.Value);
}
