using Emotune.Files;
using Emotune.Model.Network;
using Emotune.Model.Network.Families;

namespace Emotune.Model.Tests.Network;

/// <summary>Encoders of published and of tiny shapes.</summary>
internal static class Shapes
{
    public static EncoderConfig Tiny(EncoderFamily family) => new(
        family, VocabularySize: 23, HiddenSize: 12, LayerCount: 2, HeadCount: 3, IntermediateSize: 20, MaxPositions: 16,
        TypeVocabularySize: family.Keys.TypeVocabularySize is null ? 0 : family.Keys.DefaultTypeVocabularySize ?? 2,
        LayerNormEpsilon: 1e-12, Activation.Gelu, HiddenDropout: 0.1, AttentionDropout: 0.1, ClassifierDropout: 0.1,
        PadTokenId: Math.Min(1, family.Keys.DefaultPadTokenId), InitializerRange: 0.02)
    {
        ProjectedSize = family.Keys.EmbeddingSize is null ? null : 9,
        AttentionBuckets = family.Keys.AttentionBuckets is null ? 0 : DistanceBias.BucketCount,
        // A window that is shorter than the comments, and each kind of dropout.
        Own = family.DefaultSettings switch
        {
            ModernBertSettings modern => modern with { LocalAttention = 4, EmbeddingsDropout = 0.1 },
            DebertaV2Settings deberta => deberta with { Buckets = 8, PoolerDropout = 0.1 },
            var own => own,
        },
    };

    /// <summary>Tensors of zeros that show the encoder's sizes in a file of weights.</summary>
    public static IEnumerable<NamedTensor> Sizes(EncoderConfig config)
    {
        var names = config.Family.Names;
        var sizes = new Dictionary<string, int>
        {
            [names.WordTable] = config.VocabularySize,
            [$"{names.Embeddings}.position_embeddings.weight"] = config.MaxPositions,
            [$"{names.Embeddings}.token_type_embeddings.weight"] = config.TypeVocabularySize,
        };
        foreach (var (name, rows) in sizes)
            yield return Zeros(name, rows, config.EmbeddingSize);
        for (var layer = 0; layer < config.LayerCount; layer++)
        {
            yield return Zeros(
                $"{names.Layer(layer)}.{names.FeedForwardInput}.weight", config.Own.FeedForwardWidth(config), config.HiddenSize);
        }

        if (config.ProjectedSize is { } width)
            yield return Zeros($"{names.EmbeddingProjection}.weight", config.HiddenSize, width);
        if (config.AttentionBuckets > 0)
            yield return Zeros($"{names.AttentionBias}.weight", config.AttentionBuckets, config.HeadCount);

        static NamedTensor Zeros(string name, int rows, int columns) =>
            NamedTensor.FromSingle(name, [rows, columns], new float[rows * columns]);
    }

    /// <summary>Null for a name that is not known here.</summary>
    public static EncoderConfig? Published(string name) => name switch
    {
        "bert-base-uncased" => Base(EncoderFamily.Bert, 30522, 512, 2),
        "bert-base-cased" => Base(EncoderFamily.Bert, 28996, 512, 2),
        "bert-large-uncased" => Large(Base(EncoderFamily.Bert, 30522, 512, 2)),
        "distilbert-base-uncased" => Base(EncoderFamily.DistilBert, 30522, 512, 0) with { LayerCount = 6 },
        "distilbert-base-cased" => Base(EncoderFamily.DistilBert, 28996, 512, 0) with { LayerCount = 6 },
        "roberta-base" => Base(EncoderFamily.Roberta, 50265, 514, 1),
        "distilroberta-base" => Base(EncoderFamily.Roberta, 50265, 514, 1) with { LayerCount = 6 },
        "deberta-v3-xsmall" => Deberta(384, 12, 6, 1536),
        "deberta-v3-small" => Deberta(768, 6, 12, 3072),
        "deberta-v3-base" => Deberta(768, 12, 12, 3072),
        "deberta-v3-large" => Deberta(1024, 24, 16, 4096),
        "ModernBERT-base" => Modern(768, 22, 12, 1152),
        "ModernBERT-large" => Modern(1024, 28, 16, 2624),
        "roberta-large" => Large(Base(EncoderFamily.Roberta, 50265, 514, 1)),
        "xlm-roberta-base" => Base(EncoderFamily.XlmRoberta, 250002, 514, 1),
        "xlm-roberta-large" => Large(Base(EncoderFamily.XlmRoberta, 250002, 514, 1)),
        "mpnet-base" => Base(EncoderFamily.Mpnet, 30527, 514, 0),
        "electra-small-discriminator" => Base(EncoderFamily.Electra, 30522, 512, 2) with
        {
            HiddenSize = 256,
            HeadCount = 4,
            IntermediateSize = 1024,
            ProjectedSize = 128,
        },
        "electra-base-discriminator" => Base(EncoderFamily.Electra, 30522, 512, 2),
        "electra-large-discriminator" => Large(Base(EncoderFamily.Electra, 30522, 512, 2)),
        _ => null,
    };

    private static EncoderConfig Base(EncoderFamily family, int vocabulary, int positions, int types) => Tiny(family) with
    {
        VocabularySize = vocabulary,
        HiddenSize = 768,
        LayerCount = 12,
        HeadCount = 12,
        IntermediateSize = 3072,
        MaxPositions = positions,
        TypeVocabularySize = types,
        ProjectedSize = null,
    };

    private static EncoderConfig Modern(int width, int layers, int heads, int intermediate) => Tiny(EncoderFamily.ModernBert) with
    {
        VocabularySize = 50368,
        HiddenSize = width,
        LayerCount = layers,
        HeadCount = heads,
        IntermediateSize = intermediate,
        MaxPositions = 8192,
    };

    private static EncoderConfig Deberta(int width, int layers, int heads, int intermediate) => Tiny(EncoderFamily.DebertaV2) with
    {
        VocabularySize = 128100,
        HiddenSize = width,
        LayerCount = layers,
        HeadCount = heads,
        IntermediateSize = intermediate,
        MaxPositions = 512,
        Own = EncoderFamily.DebertaV2.DefaultSettings,
    };

    private static EncoderConfig Large(EncoderConfig config) => config with
    {
        HiddenSize = 1024,
        LayerCount = 24,
        HeadCount = 16,
        IntermediateSize = 4096,
    };
}
