using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Execution;

/// <summary>Whether a stage's result can be taken as it stands.</summary>
/// <param name="Key">Null while a stage before it is stale, so that what this one would read is not known yet.</param>
/// <param name="Reasons">Why it is stale; empty where it is fresh.</param>
internal sealed record StageStatus(StageNode Node, StageKey? Key, bool IsFresh, IReadOnlyList<string> Reasons);
