using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>An <see cref="EncoderLayer"/> with disentangled attention.</summary>
internal sealed class DisentangledLayer : IEncoderLayer
{
    internal DisentangledLayer(ModuleRegistry modules, string name, DisentangledAttention attention)
    {
        var (config, names) = (modules.Config, modules.Names);
        Attention = attention;
        AttentionDropout = modules.Dropout(config.HiddenDropout);
        AttentionNorm = modules.LayerNorm($"{name}.{names.AttentionNorm}");
        FeedForward = new FeedForward(modules, name);
        OutputDropout = modules.Dropout(config.HiddenDropout);
        OutputNorm = modules.LayerNorm($"{name}.{names.OutputNorm}");
    }

    internal DisentangledAttention Attention { get; }

    internal DropoutSite AttentionDropout { get; }

    internal LayerNorm AttentionNorm { get; }

    internal FeedForward FeedForward { get; }

    internal DropoutSite OutputDropout { get; }

    internal LayerNorm OutputNorm { get; }

    public bool IsPacked => false;

    /// <inheritdoc/>
    public Tensor Forward(Tensor x, Tensor additiveMask)
    {
        var attended = AttentionNorm.Forward(x + AttentionDropout.Forward(Attention.Forward(x, additiveMask)));
        return OutputNorm.Forward(attended + OutputDropout.Forward(FeedForward.Forward(attended)));
    }
}
