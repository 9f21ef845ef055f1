using System.Text.Json.Nodes;

namespace Emotune.Model.Network.Families;

/// <summary>What a <c>config.json</c> says of ModernBERT alone, in the forms of Transformers 4 and 5.</summary>
internal sealed record ModernBertSettings : FamilySettings
{
    private const string Global = "full_attention", Local = "sliding_attention", Rotary = "rope_parameters";

    /// <summary>Every how many layers one looks at all tokens, from the first on.</summary>
    public int GlobalEvery { get; init; } = 3;

    /// <summary>The kinds of all layers, joined by commas; empty where they are those of <see cref="GlobalEvery"/>.</summary>
    public string LayerTypes { get; init; } = "";

    /// <summary>How many tokens the other layers look at, half of them to each side.</summary>
    public int LocalAttention { get; init; } = 128;

    /// <summary>The base of the rotary positions in layers that look at all tokens.</summary>
    public double GlobalTheta { get; init; } = 160_000;

    /// <summary>The same in the other layers.</summary>
    public double LocalTheta { get; init; } = 10_000;

    public bool AttentionBias { get; init; }

    public bool FeedForwardBias { get; init; }

    public bool NormBias { get; init; }

    public bool ClassifierBias { get; init; }

    public bool DecoderBias { get; init; } = true;

    public bool ClassifiesMean { get; init; }

    public Activation ClassifierActivation { get; init; }

    public double EmbeddingsDropout { get; init; }

    public override HeadPooling HeadPooling => ClassifiesMean ? HeadPooling.Mean : HeadPooling.FirstToken;

    public override bool HasPositionTable => false;

    public override bool NormsHaveBias => NormBias;

    public override bool PretrainingTransformHasBias => ClassifierBias;

    public override bool PretrainingOutputHasBias => DecoderBias;

    public override Activation PretrainingActivation(EncoderConfig config) => ClassifierActivation;

    public override double EmbeddingDropout(EncoderConfig config) => EmbeddingsDropout;

    public override int FeedForwardWidth(EncoderConfig config) => 2 * config.IntermediateSize;

    /// <summary>Whether a layer looks at all tokens.</summary>
    public bool IsGlobal(int layer) => LayerTypes.Length > 0 ? LayerTypes.Split(',')[layer] == Global : layer % GlobalEvery == 0;

    public static FamilySettings Read(ISettings settings, EncoderConfig config)
    {
        var plain = new ModernBertSettings();
        foreach (var key in new[] { "rope_scaling", "partial_rotary_factor" })
        {
            if (settings.Has(key))
                settings.NotSupported(key, "null is");
        }

        if (settings.Has("head_dim") && settings.Int("head_dim", config.HeadSize, 1) != config.HeadSize)
            settings.NotSupported("head_dim", "hidden_size ÷ num_attention_heads is");
        if (config.HeadSize % 2 != 0)
            settings.Invalid("num_attention_heads", "for rotary positions a number that divides hidden_size into even parts", 0);
        var every = settings.Int("global_attn_every_n_layers", plain.GlobalEvery, 1);
        var global = Theta(settings, Global, settings.Number("global_rope_theta", plain.GlobalTheta, 1, double.PositiveInfinity));
        return plain with
        {
            GlobalEvery = every,
            LayerTypes = ReadLayerTypes(settings, config.LayerCount, every),
            LocalAttention = settings.Int("local_attention", plain.LocalAttention, 1),
            GlobalTheta = global,
            LocalTheta = Theta(settings, Local, ReadLocalTheta(settings, global, plain.LocalTheta)),
            AttentionBias = settings.Flag("attention_bias", false),
            FeedForwardBias = settings.Flag("mlp_bias", false),
            NormBias = settings.Flag("norm_bias", false),
            ClassifierBias = settings.Flag("classifier_bias", false),
            DecoderBias = settings.Flag("decoder_bias", true),
            ClassifiesMean = ReadPooling(settings),
            ClassifierActivation = settings.Activation("classifier_activation"),
            EmbeddingsDropout = settings.Number("embedding_dropout", 0, 0, 1),
        };
    }

    public override void Write(JsonObject settings)
    {
        settings["global_attn_every_n_layers"] = GlobalEvery;
        if (LayerTypes.Length > 0)
            settings["layer_types"] = new JsonArray([.. LayerTypes.Split(',').Select(t => (JsonNode?)t)]);
        settings["local_attention"] = LocalAttention;
        settings[Rotary] = new JsonObject { [Global] = Angles(GlobalTheta), [Local] = Angles(LocalTheta) };
        (settings["attention_bias"], settings["mlp_bias"], settings["norm_bias"]) = (AttentionBias, FeedForwardBias, NormBias);
        (settings["classifier_bias"], settings["decoder_bias"]) = (ClassifierBias, DecoderBias);
        settings["classifier_pooling"] = ClassifiesMean ? "mean" : "cls";
        settings["classifier_activation"] = ActivationNames.Of(ClassifierActivation);
        settings["embedding_dropout"] = EmbeddingsDropout;
    }

    // Transformers 5 keeps global_attn_every_n_layers beside layer_types, and the latter decides.
    private static string ReadLayerTypes(ISettings settings, int layers, int every)
    {
        if (settings.Texts("layer_types") is not { } types)
            return "";
        if (types.Length != layers || types.Any(t => t is not (Global or Local)))
            return settings.Invalid("layer_types", $"a list with {Global} or {Local} for each of the {layers} layers", "");
        var asCounted = types.Select((t, i) => (t == Global) == (i % every == 0)).All(same => same);
        return asCounted ? "" : string.Join(',', types);
    }

    // Files of Transformers 4 may say null, which means the base of the other layers.
    private static double ReadLocalTheta(ISettings settings, double global, double fallback)
    {
        const string key = "local_rope_theta";
        return settings.Has(key) ? settings.Number(key, fallback, 1, double.PositiveInfinity)
            : settings.Keys.Contains(key, StringComparer.Ordinal) ? global
            : fallback;
    }

    private static double Theta(ISettings settings, string kind, double fallback)
    {
        if (!settings.Has(Rotary))
            return fallback;
        const string valid = "an object with rope_theta, from 1, and the rope_type \"default\" below "
            + Global + " and " + Local;
        if (settings.Node(Rotary) is not JsonObject both || (both[kind] is { } node && node is not JsonObject))
            return settings.Invalid(Rotary, valid, fallback);
        if (both[kind] is not JsonObject one)
            return fallback;
        foreach (var (key, value) in one)
        {
            var holds = key switch
            {
                "rope_theta" => value is null || (value is JsonValue number && number.TryGetValue(out double theta) && theta >= 1),
                "rope_type" or "type" => value is JsonValue text && text.TryGetValue(out string? type) && type == "default",
                // Other keys are of other kinds of positions.
                _ => value is null,
            };
            if (!holds)
                return settings.Invalid(Rotary, valid, fallback);
        }

        return one["rope_theta"] is JsonValue given ? given.GetValue<double>() : fallback;
    }

    private static bool ReadPooling(ISettings settings)
    {
        switch (settings.Text("classifier_pooling"))
        {
            case null or "cls": return false;
            case "mean": return true;
            default:
                settings.NotSupported("classifier_pooling", "\"cls\" and \"mean\" are");
                return false;
        }
    }

    private static JsonObject Angles(double theta) => new() { ["rope_theta"] = theta, ["rope_type"] = "default" };
}
