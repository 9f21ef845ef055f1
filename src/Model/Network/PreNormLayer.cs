using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>Rotary attention and a gated feed-forward block, each over its normalised input and added to what it was.</summary>
internal sealed class PreNormLayer : IEncoderLayer
{
    /// <param name="isFirst">Its input is normalised already.</param>
    internal PreNormLayer(
        ModuleRegistry modules, string name, bool isFirst, RotaryTable rotary, int? window, bool attentionHasBias, bool feedForwardHasBias)
    {
        var (config, names) = (modules.Config, modules.Names);
        AttentionNorm = isFirst ? null : modules.LayerNorm($"{name}.{names.AttentionNorm}");
        Attention = new RotaryAttention(modules, name, rotary, window, attentionHasBias);
        AttentionDropout = modules.Dropout(config.AttentionDropout);
        FeedForwardNorm = modules.LayerNorm($"{name}.{names.OutputNorm}");
        FeedForward = new GatedFeedForward(modules, name, feedForwardHasBias);
    }

    internal LayerNorm? AttentionNorm { get; }

    internal RotaryAttention Attention { get; }

    internal DropoutSite AttentionDropout { get; }

    internal LayerNorm FeedForwardNorm { get; }

    internal GatedFeedForward FeedForward { get; }

    public bool IsPacked => true;

    /// <inheritdoc/>
    public Tensor Forward(Tensor x, Tensor additiveMask)
    {
        var normalised = AttentionNorm is null ? x : AttentionNorm.Forward(x);
        x = x + AttentionDropout.Forward(Attention.Forward(normalised, additiveMask));
        return x + FeedForward.Forward(FeedForwardNorm.Forward(x));
    }
}
