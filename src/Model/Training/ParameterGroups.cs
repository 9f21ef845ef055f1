namespace Emotune.Model.Training;

/// <summary>Shares the trained parameters out over AdamW's groups.</summary>
public static class ParameterGroups
{
    /// <summary>
    /// Two groups for the body and two for the head: weights with decay, biases and norms without.
    /// With <paramref name="loraPlusRatio"/>, PEFT's <c>create_loraplus_optimizer</c>: <c>lora_B</c> and every vector learn
    /// at ratio × rate (Hayou et al. 2024, "LoRA+: Efficient Low Rank Adaptation of Large Models"). PEFT's fourth group,
    /// adapters of embeddings, has no parameters here. Empty groups are left out.
    /// </summary>
    /// <param name="headRateMultiplier">Times the rate of the head's parameters, in either case.</param>
    public static IReadOnlyList<ParameterGroup> Create(
        IEnumerable<TrainedParameter> parameters, double weightDecay, double headRateMultiplier = 1, double? loraPlusRatio = null)
    {
        var groups = new List<ParameterGroup>();
        foreach (var group in parameters.GroupBy(p => (Head: p.Role == ParameterRole.Head, Fast: IsFast(p, loraPlusRatio), Decays: Decays(p)))
                     .OrderBy(g => g.Key.Head).ThenBy(g => g.Key.Fast).ThenByDescending(g => g.Key.Decays))
        {
            var multiplier = (group.Key.Head ? headRateMultiplier : 1) * (group.Key.Fast ? loraPlusRatio!.Value : 1);
            groups.Add(new ParameterGroup(Name(group.Key), multiplier, group.Key.Decays ? weightDecay : 0, [.. group]));
        }
        return groups;
    }

    /// <summary>Decay pulls matrices to zero; a norm's scale, a bias and DoRA's magnitude are left alone.</summary>
    internal static bool Decays(TrainedParameter parameter) =>
        parameter.Tensor.dim() >= 2 && !parameter.Name.EndsWith("bias", StringComparison.Ordinal)
        && !parameter.Name.Contains("LayerNorm", StringComparison.OrdinalIgnoreCase)
        && !parameter.Name.Contains("layer_norm", StringComparison.OrdinalIgnoreCase);

    private static bool IsFast(TrainedParameter parameter, double? loraPlusRatio) =>
        loraPlusRatio is not null && (parameter.Role == ParameterRole.AdapterUp || parameter.Tensor.dim() == 1);

    private static string Name((bool Head, bool Fast, bool Decays) key) =>
        (key.Head ? "head" : "body") + (key.Fast ? ", fast" : "") + (key.Decays ? "" : ", no decay");
}
