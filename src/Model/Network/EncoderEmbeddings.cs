using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>Word + position (+ token type) vectors, normalised.</summary>
public sealed class EncoderEmbeddings
{
    private readonly EncoderConfig config;

    internal EncoderEmbeddings(ModuleRegistry modules)
    {
        config = modules.Config;
        var name = modules.Names.Embeddings;
        Words = modules.Embedding($"{name}.word_embeddings", config.VocabularySize, config.PadTokenId);
        Positions = modules.Embedding($"{name}.position_embeddings", config.MaxPositions,
            config.Family == EncoderFamily.Roberta ? config.PadTokenId : null);
        Types = config.TypeVocabularySize == 0 ? null : modules.Embedding($"{name}.token_type_embeddings", config.TypeVocabularySize);
        Norm = modules.LayerNorm($"{name}.LayerNorm");
        Dropout = modules.Dropout(config.HiddenDropout);
    }

    /// <summary>The rows of the word table.</summary>
    public Embedding Words { get; }

    internal Embedding Positions { get; }

    /// <summary>Null for DistilBERT, which has none.</summary>
    internal Embedding? Types { get; }

    internal LayerNorm Norm { get; }

    internal DropoutSite Dropout { get; }

    /// <param name="wordEmbeddings">(B, T, C)</param>
    /// <param name="inputIds">(B, T) int64; RoBERTa counts its positions from them.</param>
    /// <returns>(B, T, C)</returns>
    public Tensor Forward(Tensor wordEmbeddings, Tensor inputIds)
    {
        var sum = wordEmbeddings + Positions.Forward(PositionIds(inputIds));
        if (Types is not null)
            sum += Types.Weight[0];                                         // one segment: every token is of type 0
        return Dropout.Forward(Norm.Forward(sum));
    }

    private Tensor PositionIds(Tensor inputIds)
    {
        if (config.Family != EncoderFamily.Roberta)
            return arange(inputIds.shape[1], ScalarType.Int64).unsqueeze(0); // (1, T)
        var tokens = inputIds.ne(config.PadTokenId).to(ScalarType.Int64);    // (B, T)
        return tokens.cumsum(1) * tokens + config.PadTokenId;
    }
}
