using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>Word + position (+ token type) vectors, normalised.</summary>
public sealed class EncoderEmbeddings
{
    private readonly EncoderConfig _config;

    internal EncoderEmbeddings(ModuleRegistry modules)
    {
        _config = modules.Config;
        var name = modules.Names.Embeddings;
        Words = modules.Embedding($"{name}.word_embeddings", _config.VocabularySize, _config.PadTokenId);
        Positions = modules.Embedding($"{name}.position_embeddings", _config.MaxPositions,
            _config.Family == EncoderFamily.Roberta ? _config.PadTokenId : null);
        Types = _config.TypeVocabularySize == 0 ? null : modules.Embedding($"{name}.token_type_embeddings", _config.TypeVocabularySize);
        Norm = modules.LayerNorm($"{name}.LayerNorm");
        Dropout = modules.Dropout(_config.HiddenDropout);
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
        if (_config.Family != EncoderFamily.Roberta)
            return arange(inputIds.shape[1], ScalarType.Int64).unsqueeze(0); // (1, T)
        var tokens = inputIds.ne(_config.PadTokenId).to(ScalarType.Int64);    // (B, T)
        return tokens.cumsum(1) * tokens + _config.PadTokenId;
    }
}
