using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>Word + position (+ token type) vectors, normalised, and projected where they are narrower than the layers.</summary>
internal sealed class EncoderEmbeddings
{
    private readonly EncoderConfig _config;

    internal EncoderEmbeddings(ModuleRegistry modules)
    {
        _config = modules.Config;
        var (name, width) = (modules.Names.Embeddings, _config.EmbeddingSize);
        Words = modules.Embedding($"{name}.{modules.Names.WordEmbeddings}", _config.VocabularySize, width, _config.PadTokenId);
        Positions = _config.Own.HasPositionTable
            ? modules.Embedding($"{name}.position_embeddings", _config.MaxPositions, width, _config.PositionPaddingRow)
            : null;
        Types = _config.TypeVocabularySize == 0
            ? null
            : modules.Embedding($"{name}.token_type_embeddings", _config.TypeVocabularySize, width);
        Norm = modules.LayerNorm($"{name}.{modules.Names.EmbeddingNorm}", width);
        Dropout = modules.Dropout(_config.Own.EmbeddingDropout(_config));
        Projection = _config.ProjectedSize is null ? null : modules.Linear(modules.Names.EmbeddingProjection, width, _config.HiddenSize);
    }

    /// <summary>The rows of the word table.</summary>
    public Embedding Words { get; }

    /// <summary>Null for a family that tells places elsewhere, such as ModernBERT.</summary>
    internal Embedding? Positions { get; }

    /// <summary>Null for a family without token types, such as DistilBERT.</summary>
    internal Embedding? Types { get; }

    internal LayerNorm Norm { get; }

    internal DropoutSite Dropout { get; }

    /// <summary>From the width of the tables to that of the layers; null where they are one.</summary>
    internal Linear? Projection { get; }

    /// <param name="wordEmbeddings">(B, T, E)</param>
    /// <param name="inputIds">(B, T) int64; a family may number its positions by them.</param>
    /// <returns>(B, T, C)</returns>
    public Tensor Forward(Tensor wordEmbeddings, Tensor inputIds)
    {
        var sum = Positions is null
            ? wordEmbeddings
            : wordEmbeddings + Positions.Forward(_config.Family.Positions.Rows(inputIds, _config.PadTokenId));
        if (Types is not null)
            sum += Types.Weight[0];                                         // one segment: every token is of type 0
        var embedded = Dropout.Forward(Norm.Forward(sum));
        return Projection is null ? embedded : Projection.Forward(embedded);
    }
}
