using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>What the classification head looks at.</summary>
internal enum HeadPooling
{
    /// <summary>
    /// The first token's state, through the family's own head as Transformers computes it. ModernBERT's may read the mean as well.
    /// </summary>
    FirstToken,

    /// <summary>The mean over the real tokens' states, through dropout and one linear layer.</summary>
    Mean,
}

/// <summary>From token states to a logit for each label.</summary>
internal abstract class ClassificationHead
{
    /// <param name="states">(B, T, C)</param>
    /// <param name="attentionMask">(B, T): 1 = real token, 0 = padding.</param>
    /// <returns>(B, L)</returns>
    public Tensor Forward(Tensor states, Tensor attentionMask) => Classify(Pool(states, attentionMask));

    /// <param name="features">(B, C): what <see cref="HeadPooling"/> names.</param>
    /// <returns>(B, L)</returns>
    public abstract Tensor Classify(Tensor features);

    /// <returns>(B, C)</returns>
    protected virtual Tensor Pool(Tensor states, Tensor attentionMask) => states.select(1, 0);

    /// <summary>The mean over the real tokens' states.</summary>
    /// <returns>(B, C)</returns>
    protected static Tensor Mean(Tensor states, Tensor attentionMask)
    {
        var weights = attentionMask.to(states.dtype).unsqueeze(-1);              // (B, T, 1)
        return (states * weights).sum(1) / weights.sum(1).clamp_min(1);          // (B, C)
    }

    internal static ClassificationHead Create(ModuleRegistry modules, HeadPooling pooling, int labels) =>
        pooling switch
        {
            HeadPooling.Mean => new MeanHead(modules, labels),
            HeadPooling.FirstToken => modules.Config.Family.CreateHead(modules, labels),
            _ => throw new ArgumentOutOfRangeException(nameof(pooling), pooling, null),
        };
}

internal sealed class MeanHead(ModuleRegistry modules, int labels) : ClassificationHead
{
    private readonly DropoutSite _dropout = modules.Dropout(modules.Config.ClassifierDropout);
    private readonly Linear _classifier = modules.Linear("classifier", modules.Config.HiddenSize, labels);

    public override Tensor Classify(Tensor features) => _classifier.Forward(_dropout.Forward(features));

    protected override Tensor Pool(Tensor states, Tensor attentionMask) => Mean(states, attentionMask);
}
