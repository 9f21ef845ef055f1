namespace Emotune.Model.Network;

/// <summary>The keys of a family's <c>config.json</c>, and what a file means that leaves one out.</summary>
/// <param name="HiddenSize">The key of <see cref="EncoderConfig.HiddenSize"/>.</param>
/// <param name="LayerCount">The key of <see cref="EncoderConfig.LayerCount"/>.</param>
/// <param name="HeadCount">The key of <see cref="EncoderConfig.HeadCount"/>.</param>
/// <param name="IntermediateSize">The key of <see cref="EncoderConfig.IntermediateSize"/>.</param>
/// <param name="Activation">The key of <see cref="EncoderConfig.Activation"/>.</param>
/// <param name="HiddenDropout">The key of <see cref="EncoderConfig.HiddenDropout"/>.</param>
/// <param name="AttentionDropout">The key of <see cref="EncoderConfig.AttentionDropout"/>.</param>
/// <param name="ClassifierDropout">The key of <see cref="EncoderConfig.ClassifierDropout"/>; null where the head takes the value of
/// <paramref name="HiddenDropout"/>.</param>
/// <remarks>The keys that all families share are no part of it: <c>vocab_size</c>, <c>max_position_embeddings</c> and others.</remarks>
internal sealed record EncoderConfigKeys(
    string HiddenSize,
    string LayerCount,
    string HeadCount,
    string IntermediateSize,
    string Activation,
    string HiddenDropout,
    string AttentionDropout,
    string? ClassifierDropout)
{
    /// <summary>The key of <see cref="EncoderConfig.TypeVocabularySize"/>; null for a family without token types.</summary>
    public string? TypeVocabularySize { get; init; }

    /// <summary>The number of token types where a file does not give it; null for a family whose files have to.</summary>
    public int? DefaultTypeVocabularySize { get; init; }

    /// <summary>The key of <see cref="EncoderConfig.LayerNormEpsilon"/>; null where it is a constant of the family's layers.</summary>
    public string? LayerNormEpsilon { get; init; }

    /// <summary>The epsilon where a file does not give it.</summary>
    public double DefaultLayerNormEpsilon { get; init; } = 1e-12;

    /// <summary>Whether a file has to give <see cref="LayerNormEpsilon"/>.</summary>
    public bool RequiresLayerNormEpsilon { get; init; }

    /// <summary>The dropout in the layers where a file does not give it.</summary>
    public double DefaultDropout { get; init; } = 0.1;

    /// <summary>The dropout in the head where a file does not give it; null for the value of <see cref="HiddenDropout"/>.</summary>
    public double? DefaultClassifierDropout { get; init; }

    /// <summary>The padding's word piece where a file does not give it.</summary>
    public int DefaultPadTokenId { get; init; }

    /// <summary>Whether the padding is <see cref="DefaultPadTokenId"/> in the family's layers, whatever a file says.</summary>
    public bool FixesPadTokenId { get; init; }

    /// <summary>The key of <see cref="EncoderConfig.EmbeddingSize"/>; null for a family that never projects its embeddings.</summary>
    public string? EmbeddingSize { get; init; }

    /// <summary>The key of <see cref="EncoderConfig.AttentionBuckets"/>; null for a family without such biases.</summary>
    public string? AttentionBuckets { get; init; }

    /// <summary>Settings of the family that are written and that have this value here.</summary>
    public IReadOnlyList<(string Key, bool Value)> Constants { get; init; } = [];
}
