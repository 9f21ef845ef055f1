namespace Emotune.Model.Optimization;

/// <summary>Shares the trained parameters out over AdamW's groups.</summary>
internal static class ParameterGroups
{
    /// <summary>
    /// Two groups for the body and two for the head: weights with decay, biases and norms without.
    /// With <paramref name="loraPlusRatio"/>, PEFT's <c>create_loraplus_optimizer</c>: <c>lora_B</c> and every vector learn
    /// at ratio × rate (Hayou et al. 2024, "LoRA+: Efficient Low Rank Adaptation of Large Models"). PEFT's fourth group,
    /// adapters of embeddings, has no parameters here. Empty groups are left out.
    /// </summary>
    /// <param name="headRateMultiplier">Times the rate of the head's parameters, in either case.</param>
    /// <param name="layerDecay">
    /// ξ in (0, 1]: the top layer learns at the rate, each below it at ξ times that of the one above, the embeddings last
    /// (Sun et al. 2019, "How to Fine-Tune BERT for Text Classification?", arXiv:1905.05583); 1: all alike.
    /// </param>
    public static IReadOnlyList<ParameterGroup> Create(
        IEnumerable<TrainedParameter> parameters, double weightDecay, double headRateMultiplier = 1, double? loraPlusRatio = null,
        double layerDecay = 1)
    {
        var groups = new List<ParameterGroup>();
        foreach (var group in parameters.GroupBy(
            p => (Head: p.Role == ParameterRole.Head, Down: layerDecay == 1
                ? 0
                : p.LayersAbove, Fast: IsFast(p, loraPlusRatio), Decays: Decays(p)))
                     .OrderBy(g => g.Key.Head).ThenBy(g => g.Key.Down).ThenBy(g => g.Key.Fast).ThenByDescending(g => g.Key.Decays))
        {
            var multiplier = (group.Key.Head ? headRateMultiplier : 1) * (group.Key.Fast ? loraPlusRatio!.Value : 1) * Math.Pow(
                layerDecay, group.Key.Down);
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

    private static string Name((bool Head, int Down, bool Fast, bool Decays) key) =>
        (key.Head ? "head" : "body") + (key.Down > 0 ? FormattableString.Invariant($", {key.Down} down") : "") + (key.Fast ? ", fast" : "")
            + (key.Decays ? "" : ", no decay");
}
