namespace Emotune.Onnx;

/// <summary>How a classifier computes, and how much it takes at once.</summary>
public sealed record EmotionClassifierOptions
{
    /// <summary>
    /// Gets whether the model with int8 weights is used, <c>onnx/model_quantized.onnx</c>. It is smaller and faster, and
    /// <c>emotune.json</c> says what it costs.
    /// </summary>
    public bool Quantized { get; init; }

    /// <summary>Gets the number of threads that one call computes with, or null for one per core.</summary>
    public int? Threads { get; init; }

    /// <summary>Gets the number of characters that a text may have. A longer one is refused before it is read.</summary>
    public int MaxTextLength { get; init; } = 100_000;

    /// <summary>Gets the number of texts that one call may have.</summary>
    public int MaxTexts { get; init; } = 100_000;

    /// <summary>Gets the number of word pieces, padding included, that are computed at once. More need more memory.</summary>
    public int BatchTokens { get; init; } = 2_048;

    /// <summary>
    /// Gets whether the model is compared with the digest in <c>emotune.json</c> when it is loaded. That reads the file once more, which
    /// takes less than a tenth of a second for 100 MB. The files of the tokenizer are always compared.
    /// </summary>
    public bool VerifiesModel { get; init; } = true;

    internal void Check()
    {
        if (Threads is { } threads)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads, nameof(Threads));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxTextLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxTexts);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchTokens);
    }
}
