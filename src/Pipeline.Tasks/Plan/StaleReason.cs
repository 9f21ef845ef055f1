namespace Emotune.Pipeline.Plan;

/// <summary>Why a stage runs again, in words: what changed, old value → new.</summary>
internal static class StaleReason
{
    /// <returns>Every difference between what a result was made from and what it would be made from now; empty where there is
    /// none.</returns>
    public static IReadOnlyList<string> Between(StageKey old, StageKey now)
    {
        if (now.Completes(old))
            return ["the explanations are in"];
        var reasons = new List<string>();
        if (old.CodeVersion != now.CodeVersion)
            reasons.Add($"the stage's code {old.CodeVersion} → {now.CodeVersion}");
        foreach (var name in Names(old.Parameters, now.Parameters))
        {
            var (before, after) = (old.Parameters.GetValueOrDefault(name), now.Parameters.GetValueOrDefault(name));
            if (before != after)
                reasons.Add($"{name} {before ?? "(not given)"} → {after ?? "(not given)"}");
        }
        foreach (var name in Names(old.Inputs, now.Inputs))
        {
            var (before, after) = (old.Inputs.GetValueOrDefault(name), now.Inputs.GetValueOrDefault(name));
            if (before != after)
                reasons.Add(before is null ? $"{name} added" : after is null ? $"{name} removed" : $"{name} {before[..8]} → {after[..8]}");
        }
        return reasons;
    }

    private static IEnumerable<string> Names(SortedDictionary<string, string> a, SortedDictionary<string, string> b) =>
        a.Keys.Union(b.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
