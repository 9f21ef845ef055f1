namespace Emotune.Model.Network;

/// <summary>The names that Hugging Face gives to a family's modules.</summary>
/// <param name="Prefix">What stands before an encoder's names inside of a model with a head.</param>
/// <param name="Layers">The list of layers, below the prefix.</param>
internal sealed record EncoderNames(
    string Prefix,
    string Layers,
    string Query,
    string Key,
    string Value,
    string AttentionOutput,
    string AttentionNorm,
    string FeedForwardInput,
    string FeedForwardOutput,
    string OutputNorm)
{
    /// <summary>The word table, below <see cref="Embeddings"/>.</summary>
    public string WordEmbeddings { get; init; } = "word_embeddings";

    /// <summary>The norm of the sum of a token's vectors, below <see cref="Embeddings"/>.</summary>
    public string EmbeddingNorm { get; init; } = "LayerNorm";

    /// <summary>The norm behind the last layer, below the prefix; null where there is none.</summary>
    public string? FinalNorm { get; init; }

    /// <summary>The full name of the word table's parameter.</summary>
    public string WordTable => $"{Embeddings}.{WordEmbeddings}.weight";

    public string Layer(int index) => FormattableString.Invariant($"{Prefix}.{Layers}.{index}");

    public string Embeddings => $"{Prefix}.embeddings";

    /// <summary>The linear layer from the embeddings to the layers, where the encoder has one.</summary>
    public string EmbeddingProjection => $"{Prefix}.embeddings_project";

    /// <summary>The table of attention's biases by distance, where the encoder has one.</summary>
    public string AttentionBias => $"{Prefix}.encoder.relative_attention_bias";
}
