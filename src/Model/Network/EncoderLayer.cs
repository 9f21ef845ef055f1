using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>Attention and feed-forward, each added to its input and normalised afterwards.</summary>
internal sealed class EncoderLayer
{
    internal EncoderLayer(ModuleRegistry modules, string name)
    {
        var (config, names) = (modules.Config, modules.Names);
        Attention = new SelfAttention(modules, name);
        AttentionDropout = modules.Dropout(config.Family.DropsOutAttentionOutput ? config.HiddenDropout : 0);
        AttentionNorm = modules.LayerNorm($"{name}.{names.AttentionNorm}");
        FeedForward = new FeedForward(modules, name);
        OutputDropout = modules.Dropout(config.HiddenDropout);
        OutputNorm = modules.LayerNorm($"{name}.{names.OutputNorm}");
    }

    internal SelfAttention Attention { get; }

    internal DropoutSite AttentionDropout { get; }

    internal LayerNorm AttentionNorm { get; }

    internal FeedForward FeedForward { get; }

    internal DropoutSite OutputDropout { get; }

    internal LayerNorm OutputNorm { get; }

    /// <param name="x">(B, T, C)</param>
    /// <param name="additiveMask">(B, 1, 1, T), or (B, H, T, T) with attention's biases.</param>
    /// <returns>(B, T, C)</returns>
    public Tensor Forward(Tensor x, Tensor additiveMask)
    {
        x = AttentionNorm.Forward(x + AttentionDropout.Forward(Attention.Forward(x, additiveMask)));
        return OutputNorm.Forward(x + OutputDropout.Forward(FeedForward.Forward(x)));
    }
}
