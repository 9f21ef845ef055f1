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
        var tables = encoder.TypeVocabularySize > 0
            ? new[] { "word_embeddings", "position_embeddings", "token_type_embeddings", "LayerNorm" }
            : ["word_embeddings", "position_embeddings", "LayerNorm"];
        var head = pooling == HeadPooling.Mean ? ["classifier"] : encoder.Family.HeadModules;
        return new(
            [.. layers.SelectMany(layer => linears.Select(n => $"{layer}.{n}")), .. head],
            [.. tables.Select(n => $"{names.Embeddings}.{n}"), .. layers.SelectMany(layer => norms.Select(n => $"{layer}.{n}"))]);
    }
}
