using Emotune.Model.Diagnostics;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>
/// An encoder's settings under each family's own keys. Keys that shape the weights must be there; for dropout and the like
/// the defaults are those of Transformers' <c>BertConfig</c>, <c>DistilBertConfig</c> and <c>RobertaConfig</c>.
/// </summary>
internal static class EncoderSettings
{
    private const string Ours = "plain encoders are";

    /// <summary>The family's name as <c>model_type</c> and as tensor prefix.</summary>
    public static string Code(this EncoderFamily family) => family switch
    {
        EncoderFamily.Bert => "bert",
        EncoderFamily.DistilBert => "distilbert",
        EncoderFamily.Roberta => "roberta",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, null),
    };

    /// <summary>The family's name in class names, such as <c>DistilBert</c>Model.</summary>
    public static string ClassName(this EncoderFamily family) => family switch
    {
        EncoderFamily.Bert => "Bert",
        EncoderFamily.DistilBert => "DistilBert",
        EncoderFamily.Roberta => "Roberta",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, null),
    };

    public static EncoderConfig Read(SettingsReader settings, string path)
    {
        var family = ReadFamily(settings);
        RejectUnsupported(settings);
        var config = family == EncoderFamily.DistilBert ? ReadDistilBert(settings) : ReadBert(settings, family);
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
                        $"for RoBERTa a number from pad_token_id + 2, {config.PadTokenId + 2},"));
        }

        return config;
    }

    private static EncoderFamily ReadFamily(SettingsReader settings)
    {
        var type = settings.RequiredText("model_type");
        foreach (var family in Enum.GetValues<EncoderFamily>())
        {
            if (family.Code() == type)
                return family;
        }

        settings.NotSupported("model_type", "bert, distilbert and roberta are");
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

    private static EncoderConfig ReadBert(SettingsReader settings, EncoderFamily family)
    {
        var hiddenDropout = Probability(settings, "hidden_dropout_prob", 0.1);
        return new EncoderConfig(
            family,
            settings.RequiredInt("vocab_size"),
            settings.RequiredInt("hidden_size"),
            settings.RequiredInt("num_hidden_layers"),
            settings.RequiredInt("num_attention_heads"),
            settings.RequiredInt("intermediate_size"),
            settings.RequiredInt("max_position_embeddings"),
            settings.RequiredInt("type_vocab_size"),
            LayerNormEpsilon(settings, family),
            ReadActivation(settings, "hidden_act"),
            hiddenDropout,
            Probability(settings, "attention_probs_dropout_prob", 0.1),
            Probability(settings, "classifier_dropout", hiddenDropout),
            settings.Int("pad_token_id", family == EncoderFamily.Roberta ? 1 : 0, 0),
            InitializerRange(settings));
    }

    private static EncoderConfig ReadDistilBert(SettingsReader settings) => new(
        EncoderFamily.DistilBert,
        settings.RequiredInt("vocab_size"),
        settings.RequiredInt("dim"),
        settings.RequiredInt("n_layers"),
        settings.RequiredInt("n_heads"),
        settings.RequiredInt("hidden_dim"),
        settings.RequiredInt("max_position_embeddings"),
        TypeVocabularySize: 0,
        // Not a setting of DistilBERT's: its layers have this constant.
        LayerNormEpsilon: 1e-12,
        ReadActivation(settings, "activation"),
        Probability(settings, "dropout", 0.1),
        Probability(settings, "attention_dropout", 0.1),
        Probability(settings, "seq_classif_dropout", 0.2),
        settings.Int("pad_token_id", 0, 0),
        InitializerRange(settings));

    // Published RoBERTas have 1e-5, RobertaConfig defaults to 1e-12: a file that does not say could mean either.
    private static double LayerNormEpsilon(SettingsReader settings, EncoderFamily family)
    {
        const string key = "layer_norm_eps";
        if (family == EncoderFamily.Roberta)
            settings.Require(key);
        return settings.Number(key, 1e-12, double.Epsilon, 1);
    }

    private static double Probability(SettingsReader settings, string key, double fallback) => settings.Number(key, fallback, 0, 1);

    private static double InitializerRange(SettingsReader settings) =>
        settings.Number("initializer_range", 0.02, 0, double.PositiveInfinity);

    private static Activation ReadActivation(SettingsReader settings, string key)
    {
        switch (settings.Text(key))
        {
            case null or "gelu": return Activation.Gelu;
            case "gelu_new": return Activation.GeluNew;
            case "relu": return Activation.Relu;
            default:
                settings.NotSupported(key, "gelu, gelu_new and relu are");
                return Activation.Gelu;
        }
    }
}
