using Emotune.Diagnostics;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>
/// The sizes that a <c>config.json</c> claims, held against the tensors beside it before anything of those sizes is made.
/// </summary>
internal static class ConfigClaims
{
    /// <summary>A size that nothing beside the file shows is believed up to here.</summary>
    private const int LargestUnseen = 100_000;

    /// <param name="labelCount">The labels that the file gives its classifier.</param>
    /// <exception cref="DiagnosticException">EXP4048: the file claims more than there is; all of it.</exception>
    public static void Check(EncoderConfig encoder, int labelCount, WeightFolder weights, string path)
    {
        Diagnostic[] problems = [.. Claims(encoder, labelCount).Select(c => Problem(c, weights, path)).OfType<Diagnostic>()];
        if (Layers(encoder, weights) is var layers && encoder.LayerCount > layers)
        {
            var (key, names) = (encoder.Family.Keys.LayerCount, $"{encoder.Family.Names.Layers}.*");
            problems = [.. problems, Problems.ConfigClaimsMore.In(path, key, encoder.LayerCount, layers, names)];
        }

        if (problems.Length > 0)
            throw new DiagnosticException(problems);
    }

    private static IEnumerable<Claim> Claims(EncoderConfig encoder, int labelCount)
    {
        var (family, keys) = (encoder.Family, encoder.Family.Keys);
        var (embeddings, words) = (family.Names.Embeddings, family.Names.WordTable);
        yield return new("vocab_size", encoder.VocabularySize, words, 0);
        yield return new(keys.EmbeddingSize ?? keys.HiddenSize, encoder.EmbeddingSize, words, 1);
        if (encoder.ProjectedSize is not null)
            yield return new(keys.HiddenSize, encoder.HiddenSize, $"{family.Names.EmbeddingProjection}.weight", 0);
        if (keys.AttentionBuckets is { } buckets)
            yield return new(buckets, encoder.AttentionBuckets, $"{family.Names.AttentionBias}.weight", 0);
        yield return new("max_position_embeddings", encoder.MaxPositions, $"{embeddings}.position_embeddings.weight", 0);
        if (keys.TypeVocabularySize is { } types)
            yield return new(types, encoder.TypeVocabularySize, $"{embeddings}.token_type_embeddings.weight", 0);
        yield return new(
            keys.IntermediateSize, encoder.IntermediateSize, $"{family.Names.Layer(0)}.{family.Names.FeedForwardInput}.weight", 0);
        yield return new("num_labels", labelCount, $"{family.HeadModules[^1]}.weight", 0);
    }

    private static Diagnostic? Problem(Claim claim, WeightFolder weights, string path)
    {
        var shape = weights.Contains(claim.Tensor) ? weights.Shape(claim.Tensor) : null;
        if (shape is null)
        {
            return claim.Size > LargestUnseen
                ? Problems.ConfigClaimsMore.In(path, claim.Key, claim.Size, 0, $"there is no tensor {claim.Tensor}")
                : null;
        }

        return claim.Dimension < shape.Length && claim.Size > shape[claim.Dimension]
            ? Problems.ConfigClaimsMore.In(path, claim.Key, claim.Size, shape[claim.Dimension], claim.Tensor)
            : null;
    }

    /// <summary>The layers that have any tensor, if those below them have.</summary>
    private static int Layers(EncoderConfig encoder, WeightFolder weights)
    {
        var layers = 0;
        while (weights.HasBelow(encoder.Family.Names.Layer(layers)))
            layers++;
        return layers;
    }

    /// <param name="Dimension">Of the tensor that has the size.</param>
    private sealed record Claim(string Key, int Size, string Tensor, int Dimension);
}
