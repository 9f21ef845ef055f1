namespace Emotune.Model.Network;

/// <summary>The feed-forward block's non-linearity: the exact GELU, its tanh approximation (<c>gelu_new</c>), or ReLU.</summary>
internal enum Activation { Gelu, GeluNew, Relu }

internal static class ActivationNames
{
    /// <summary>The name in a <c>config.json</c>.</summary>
    public static string Of(Activation activation) => activation switch
    {
        Activation.Gelu => "gelu",
        Activation.GeluNew => "gelu_new",
        Activation.Relu => "relu",
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };
}

/// <summary>Shape and constants of an encoder, as a Hugging Face <c>config.json</c> states them.</summary>
/// <param name="VocabularySize">Rows of the word embedding.</param>
/// <param name="HiddenSize">C, the width of a token's state.</param>
/// <param name="HeadCount">Attention heads; divides <paramref name="HiddenSize"/>.</param>
/// <param name="IntermediateSize">Width of the feed-forward block.</param>
/// <param name="MaxPositions">Rows of the position embedding; RoBERTa's first <paramref name="PadTokenId"/> + 1 are never a
/// token's.</param>
/// <param name="TypeVocabularySize">Rows of the token type embedding; zero for DistilBERT, which has none.</param>
/// <param name="HiddenDropout">Probability of dropout on embeddings and on the output of each block, in [0, 1).</param>
/// <param name="AttentionDropout">Probability of dropout on attention probabilities, in [0, 1).</param>
/// <param name="ClassifierDropout">Probability of dropout in the classification head, in [0, 1).</param>
/// <param name="InitializerRange">Standard deviation of the normal distribution that fresh weights are drawn from.</param>
internal sealed record EncoderConfig(
    EncoderFamily Family,
    int VocabularySize,
    int HiddenSize,
    int LayerCount,
    int HeadCount,
    int IntermediateSize,
    int MaxPositions,
    int TypeVocabularySize,
    double LayerNormEpsilon,
    Activation Activation,
    double HiddenDropout,
    double AttentionDropout,
    double ClassifierDropout,
    int PadTokenId,
    double InitializerRange)
{
    /// <summary>The width of embeddings that are projected to <see cref="HiddenSize"/>; null where they have that width.</summary>
    public int? ProjectedSize { get; init; }

    /// <summary>Rows of the table of attention's biases by distance; zero for a family without one.</summary>
    public int AttentionBuckets { get; init; }

    /// <summary>The width of the embeddings.</summary>
    public int EmbeddingSize => ProjectedSize ?? HiddenSize;
    /// <summary>What only networks of this family can be told.</summary>
    public FamilySettings Own { get; init; } = Family.DefaultSettings;

    public int HeadSize => HiddenSize / HeadCount;

    /// <summary>The longest sequence that has a position embedding for each of its tokens.</summary>
    public int MaxSequenceLength => Family.Positions.MaxSequenceLength(MaxPositions, PadTokenId);

    /// <summary>The row of the position table that pads and is not trained; null where the family has none.</summary>
    public int? PositionPaddingRow => Family.Positions.PaddingRow(PadTokenId);
}
