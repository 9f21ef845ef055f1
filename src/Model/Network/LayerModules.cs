namespace Emotune.Model.Network;

/// <summary>The names of the modules in one layer, below the layer's own name.</summary>
/// <param name="Linears">The linear layers, in the order in which data flows through them.</param>
/// <param name="Norms">The layer norms.</param>
internal sealed record LayerModules(IReadOnlyList<string> Linears, IReadOnlyList<string> Norms)
{
    /// <summary>The names in an <see cref="EncoderLayer"/>.</summary>
    public static LayerModules OfPostNorm(EncoderConfig config, int layer)
    {
        var names = config.Family.Names;
        return new(
            [names.Query, names.Key, names.Value, names.AttentionOutput, names.FeedForwardInput, names.FeedForwardOutput],
            [names.AttentionNorm, names.OutputNorm]);
    }
}
