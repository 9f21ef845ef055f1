namespace Emotune.Model.Network;

/// <summary>The names of a classifier's modules that hold parameters, known without making them.</summary>
/// <param name="Linears">The linear layers, in the order in which data flows through them.</param>
/// <param name="Others">Embeddings and layer norms.</param>
internal sealed record EncoderModules(IReadOnlyList<string> Linears, IReadOnlyList<string> Others)
{
    public static EncoderModules Of(EncoderConfig encoder, HeadPooling pooling)
    {
        var (family, names) = (encoder.Family, encoder.Family.Names);
        var layers = Enumerable.Range(0, encoder.LayerCount)
            .Select(i => (Name: names.Layer(i), Modules: family.ModulesOfLayer(encoder, i))).ToList();
        string[] projection = encoder.ProjectedSize is null ? [] : [names.EmbeddingProjection];
        string[] bias = encoder.AttentionBuckets == 0 ? [] : [names.AttentionBias];
        return new(
            [.. projection, .. layers.SelectMany(l => l.Modules.Linears.Select(n => $"{l.Name}.{n}")), .. HeadLinears(family, pooling)],
            [
                .. Tables(encoder).Select(n => $"{names.Embeddings}.{n}"), .. bias,
                .. family.ModulesOfEncoder(encoder).Select(n => $"{names.Prefix}.{n}"),
                .. layers.SelectMany(l => l.Modules.Norms.Select(n => $"{l.Name}.{n}")),
                .. names.FinalNorm is { } norm ? [$"{names.Prefix}.{norm}"] : Array.Empty<string>(),
                .. pooling == HeadPooling.Mean ? [] : family.HeadNorms]);
    }

    private static IReadOnlyList<string> HeadLinears(EncoderFamily family, HeadPooling pooling) =>
        pooling == HeadPooling.Mean ? ["classifier"] : family.HeadModules;

    private static IEnumerable<string> Tables(EncoderConfig encoder)
    {
        yield return encoder.Family.Names.WordEmbeddings;
        if (encoder.Own.HasPositionTable)
            yield return "position_embeddings";
        if (encoder.TypeVocabularySize > 0)
            yield return "token_type_embeddings";
        yield return encoder.Family.Names.EmbeddingNorm;
    }
}
