using System.Text.Json.Serialization;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>The state of one stage: a row of what Status shows.</summary>
/// <param name="Run">Null for a stage that all runs share.</param>
/// <param name="State"><c>fresh</c>, <c>in the store</c> or <c>stale</c>.</param>
/// <param name="Reasons">Why it is not fresh; empty where it is.</param>
internal sealed record StatusRow(string Experiment, string? Run, long? Seed, string Stage, string State, IReadOnlyList<string> Reasons)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExtraSet { get; init; }
}
