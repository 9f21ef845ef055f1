namespace Emotune.Model.Network;

/// <summary>The names of a classifier's modules that hold parameters, known without making them.</summary>
/// <param name="Linears">The linear layers, in the order in which data flows through them.</param>
/// <param name="Others">Embeddings and layer norms.</param>
internal sealed record EncoderModules(IReadOnlyList<string> Linears, IReadOnlyList<string> Others)
{
    public static EncoderModules Of(EncoderConfig encoder, HeadPooling pooling)
    {
        var names = encoder.Family.Names;
        var layers = Enumerable.Range(0, encoder.LayerCount).Select(names.Layer).ToList();
        string[] linears = [
            names.Query, names.Key, names.Value, names.AttentionOutput, names.FeedForwardInput, names.FeedForwardOutput];
        string[] norms = [names.AttentionNorm, names.OutputNorm];
        string[] tables = encoder.TypeVocabularySize > 0
            ? ["word_embeddings", "position_embeddings", "token_type_embeddings", "LayerNorm"]
            : ["word_embeddings", "position_embeddings", "LayerNorm"];
        string[] projection = encoder.ProjectedSize is null ? [] : [names.EmbeddingProjection];
        string[] bias = encoder.AttentionBuckets == 0 ? [] : [names.AttentionBias];
        var head = pooling == HeadPooling.Mean ? ["classifier"] : encoder.Family.HeadModules;
        return new(
            [.. projection, .. layers.SelectMany(layer => linears.Select(n => $"{layer}.{n}")), .. head],
            [
                .. tables.Select(n => $"{names.Embeddings}.{n}"), .. bias,
                .. layers.SelectMany(layer => norms.Select(n => $"{layer}.{n}")),
            ]);
    }
}
