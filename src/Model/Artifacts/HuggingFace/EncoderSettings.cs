using Emotune.Diagnostics;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>
/// An encoder's settings under each family's own keys. Keys that shape the weights must be there; for dropout and the like
/// the defaults are those of Transformers' configuration classes, such as <c>BertConfig</c>.
/// </summary>
internal static class EncoderSettings
{
    private const string Ours = "plain encoders are";

    public static EncoderConfig Read(SettingsReader settings, string path)
    {
        var family = ReadFamily(settings);
        RejectUnsupported(settings);
        var config = Read(settings, family);
        settings.ThrowIfAny();
        if (config.HiddenSize % config.HeadCount != 0)
            throw new DiagnosticException(Problems.HeadsDoNotDivide.In(path, config.HeadCount, config.HiddenSize));
        if (config.PadTokenId >= config.VocabularySize)
        {
            throw new DiagnosticException(
                Problems.SettingInvalid.In(
                    path, "pad_token_id", config.PadTokenId, $"a number below vocab_size, {config.VocabularySize},"));
        }

        if (config.MaxSequenceLength < 1)
        {
            throw new DiagnosticException(
                Problems.SettingInvalid.In(
                    path, "max_position_embeddings", config.MaxPositions,
                    $"for {family.DisplayName} a number from pad_token_id + 2, {config.PadTokenId + 2},"));
        }

        return config;
    }

    private static EncoderFamily ReadFamily(SettingsReader settings)
    {
        var type = settings.RequiredText("model_type");
        if (EncoderFamily.Find(type) is { } family)
            return family;
        var types = EncoderFamily.All.Select(f => f.ModelType).ToArray();
        settings.NotSupported("model_type", $"{string.Join(", ", types[..^1])} and {types[^1]} are");
        // Without the family, there is no telling what the other keys should be.
        throw settings.AllProblems();
    }

    private static void RejectUnsupported(SettingsReader settings)
    {
        if (settings.Has("position_embedding_type") && settings.Text("position_embedding_type") != "absolute")
            settings.NotSupported("position_embedding_type", "\"absolute\" is");
        foreach (var key in new[] { "is_decoder", "add_cross_attention", "is_encoder_decoder", "pruned_heads", "quantization_config",
            "auto_map" })
        {
            if (!settings.IsOff(key))
                settings.NotSupported(key, Ours);
        }
    }

    private static EncoderConfig Read(SettingsReader settings, EncoderFamily family)
    {
        var keys = family.Keys;
        var classifierDropout = keys.DefaultClassifierDropout ?? Probability(settings, keys.HiddenDropout, keys.DefaultDropout);
        var config = new EncoderConfig(
            family,
            settings.RequiredInt("vocab_size"),
            settings.RequiredInt(keys.HiddenSize),
            settings.RequiredInt(keys.LayerCount),
            settings.RequiredInt(keys.HeadCount),
            settings.RequiredInt(keys.IntermediateSize),
            settings.RequiredInt("max_position_embeddings"),
            TypeVocabularySize(settings, keys),
            LayerNormEpsilon(settings, keys),
            settings.Activation(keys.Activation),
            Probability(settings, keys.HiddenDropout, keys.DefaultDropout),
            Probability(settings, keys.AttentionDropout, keys.DefaultDropout),
            keys.ClassifierDropout is { } dropout ? Probability(settings, dropout, classifierDropout) : classifierDropout,
            keys.FixesPadTokenId ? keys.DefaultPadTokenId : settings.Int("pad_token_id", keys.DefaultPadTokenId, 0),
            settings.Number("initializer_range", 0.02, 0, double.PositiveInfinity))
        {
            ProjectedSize = ProjectedSize(settings, keys),
            AttentionBuckets = AttentionBuckets(settings, keys),
        };
        return config with { Own = family.ReadSettings(settings, config) };
    }

    // No projection where it would lead to the same width.
    private static int? ProjectedSize(SettingsReader settings, EncoderConfigKeys keys)
    {
        if (keys.EmbeddingSize is not { } key)
            return null;
        var size = settings.RequiredInt(key);
        return size == settings.RequiredInt(keys.HiddenSize) ? null : size;
    }

    private static int AttentionBuckets(SettingsReader settings, EncoderConfigKeys keys)
    {
        if (keys.AttentionBuckets is not { } key)
            return 0;
        var rows = settings.Int(key, DistanceBias.BucketCount, 1);
        // Transformers makes a table of so many rows and looks up a fixed number of buckets in it: a smaller one has no row for some.
        if (rows < DistanceBias.BucketCount)
            settings.NotSupported(key, $"a number from {DistanceBias.BucketCount} is");
        return rows;
    }

    private static int TypeVocabularySize(SettingsReader settings, EncoderConfigKeys keys) =>
        (keys.TypeVocabularySize, keys.DefaultTypeVocabularySize) switch
        {
            (null, _) => 0,
            ({ } key, { } fallback) => settings.Int(key, fallback, 0),
            ({ } key, null) => settings.RequiredInt(key),
        };

    private static double LayerNormEpsilon(SettingsReader settings, EncoderConfigKeys keys)
    {
        if (keys.LayerNormEpsilon is not { } key)
            return keys.DefaultLayerNormEpsilon;
        if (keys.RequiresLayerNormEpsilon)
            settings.Require(key);
        return settings.Number(key, keys.DefaultLayerNormEpsilon, double.Epsilon, 1);
    }

    private static double Probability(SettingsReader settings, string key, double fallback) => settings.Number(key, fallback, 0, 1);
}
