using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>Word + position (+ token type) vectors, normalised.</summary>
internal sealed class EncoderEmbeddings
{
    private readonly EncoderConfig _config;

    internal EncoderEmbeddings(ModuleRegistry modules)
    {
        _config = modules.Config;
        var name = modules.Names.Embeddings;
        Words = modules.Embedding($"{name}.word_embeddings", _config.VocabularySize, _config.PadTokenId);
        Positions = modules.Embedding($"{name}.position_embeddings", _config.MaxPositions, _config.PositionPaddingRow);
        Types = _config.TypeVocabularySize == 0 ? null : modules.Embedding($"{name}.token_type_embeddings", _config.TypeVocabularySize);
        Norm = modules.LayerNorm($"{name}.LayerNorm");
        Dropout = modules.Dropout(_config.HiddenDropout);
    }

    /// <summary>The rows of the word table.</summary>
    public Embedding Words { get; }

    internal Embedding Positions { get; }

    /// <summary>Null for a family without token types, such as DistilBERT.</summary>
    internal Embedding? Types { get; }

    internal LayerNorm Norm { get; }

    internal DropoutSite Dropout { get; }

    /// <param name="wordEmbeddings">(B, T, C)</param>
    /// <param name="inputIds">(B, T) int64; a family may number its positions by them.</param>
    /// <returns>(B, T, C)</returns>
    public Tensor Forward(Tensor wordEmbeddings, Tensor inputIds)
    {
        var sum = wordEmbeddings + Positions.Forward(_config.Family.Positions.Rows(inputIds, _config.PadTokenId));
        if (Types is not null)
            sum += Types.Weight[0];                                         // one segment: every token is of type 0
        return Dropout.Forward(Norm.Forward(sum));
    }
}
