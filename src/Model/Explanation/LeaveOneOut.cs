namespace Emotune.Model.Explanation;

/// <summary>Occlusion: a player's contribution is what the output loses when that player alone is masked.</summary>
internal static class LeaveOneOut
{
    public static Attribution Explain(MaskedEvaluations evaluations)
    {
        var full = evaluations.Full;
        var without = evaluations.Evaluate([.. Enumerable.Range(0, evaluations.PlayerCount).Select(player =>
        {
            var mask = evaluations.All();
            mask[player] = false;
            return mask;
        })]);
        var values = Attribution.Zeros(without.Count, full.Length);
        for (var player = 0; player < values.Length; player++)
            Attribution.Add(values[player], 1, without[player], full);
        return new Attribution(evaluations.None, full, values, Additive: false, evaluations.Count);
    }
}
