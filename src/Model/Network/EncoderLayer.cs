using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>Attention and feed-forward, each added to its input and normalised afterwards.</summary>
public sealed class EncoderLayer
{
    private readonly SelfAttention attention;
    private readonly DropoutSite attentionDropout;
    private readonly LayerNorm attentionNorm;
    private readonly FeedForward feedForward;
    private readonly DropoutSite outputDropout;
    private readonly LayerNorm outputNorm;

    internal EncoderLayer(ModuleRegistry modules, string name)
    {
        var (config, names) = (modules.Config, modules.Names);
        attention = new SelfAttention(modules, name);
        // DistilBERT alone adds attention's output to its input without dropout.
        attentionDropout = modules.Dropout(config.Family == EncoderFamily.DistilBert ? 0 : config.HiddenDropout);
        attentionNorm = modules.LayerNorm($"{name}.{names.AttentionNorm}");
        feedForward = new FeedForward(modules, name);
        outputDropout = modules.Dropout(config.HiddenDropout);
        outputNorm = modules.LayerNorm($"{name}.{names.OutputNorm}");
    }

    /// <param name="x">(B, T, C)</param>
    /// <param name="additiveMask">(B, 1, 1, T)</param>
    /// <returns>(B, T, C)</returns>
    public Tensor Forward(Tensor x, Tensor additiveMask)
    {
        x = attentionNorm.Forward(x + attentionDropout.Forward(attention.Forward(x, additiveMask)));
        return outputNorm.Forward(x + outputDropout.Forward(feedForward.Forward(x)));
    }
}
