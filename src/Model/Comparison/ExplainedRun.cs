using Emotune.Model.Explanation;
using Emotune.Model.Training;

namespace Emotune.Model.Comparison;

/// <summary>A run with the explanations of its finished seeds.</summary>
/// <param name="Seeds">At least one.</param>
internal sealed record ExplainedRun(string Name, FineTuningMethod Method, IReadOnlyList<ExplainedSeed> Seeds) : IMethodRun;

/// <summary>One seed's explanations.</summary>
internal sealed record ExplainedSeed(long Seed, IReadOnlyList<CommentAttribution> Attributions);
