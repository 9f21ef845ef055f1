using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>Attention and feed-forward, each added to its input and normalised afterwards.</summary>
internal sealed class EncoderLayer : IEncoderLayer
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

    public static IReadOnlyList<IEncoderLayer> CreateAll(ModuleRegistry modules) =>
        [.. Enumerable.Range(0, modules.Config.LayerCount).Select(i => new EncoderLayer(modules, modules.Names.Layer(i)))];

    internal SelfAttention Attention { get; }

    internal DropoutSite AttentionDropout { get; }

    internal LayerNorm AttentionNorm { get; }

    internal FeedForward FeedForward { get; }

    internal DropoutSite OutputDropout { get; }

    internal LayerNorm OutputNorm { get; }

    public bool IsPacked => true;

    /// <inheritdoc/>
    public Tensor Forward(Tensor x, Tensor additiveMask)
    {
        x = AttentionNorm.Forward(x + AttentionDropout.Forward(Attention.Forward(x, additiveMask)));
        return OutputNorm.Forward(x + OutputDropout.Forward(FeedForward.Forward(x)));
    }
}
