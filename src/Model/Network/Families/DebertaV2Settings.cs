using System.Text.Json.Nodes;

namespace Emotune.Model.Network.Families;

/// <summary>What a <c>config.json</c> says of DeBERTa-v2 alone, in the forms of the hub and of Transformers 5.</summary>
internal sealed record DebertaV2Settings : FamilySettings
{
    private const string ToPosition = "c2p", ToContent = "p2c", NormName = "layer_norm";

    /// <summary>Rows of the table of distances to each side; zero for a row for each distance.</summary>
    public int Buckets { get; init; } = 256;

    /// <summary>The distance from which on all distances share a row; zero for the number of positions.</summary>
    public int LargestDistance { get; init; }

    /// <summary>Whether the table of distances is normalised.</summary>
    public bool NormsPositions { get; init; } = true;

    /// <summary>Whether the layers of the tokens' queries and keys serve for distances too.</summary>
    public bool SharesKeys { get; init; } = true;

    /// <summary>Whether tokens ask distances.</summary>
    public bool ContentToPosition { get; init; } = true;

    /// <summary>Whether distances ask tokens.</summary>
    public bool PositionToContent { get; init; } = true;

    /// <summary>Whether embeddings have a vector for each place besides.</summary>
    public bool PositionsInEmbeddings { get; init; }

    public double PoolerDropout { get; init; }

    public Activation PoolerActivation { get; init; }

    public override bool HasPositionTable => PositionsInEmbeddings;

    public override bool ClearsPadding => true;

    public int FarthestPosition(EncoderConfig config) => LargestDistance > 0 ? LargestDistance : config.MaxPositions;

    public static FamilySettings Read(ISettings settings, EncoderConfig config)
    {
        RejectOthers(settings, config);
        var kinds = Words(settings, "pos_att_type");
        if (kinds.Except([ToPosition, ToContent], StringComparer.Ordinal).Any())
            settings.NotSupported("pos_att_type", "c2p and p2c are");
        var norms = Words(settings, "norm_rel_ebd");
        if (norms.Any(n => n is not (NormName or "none")))
            settings.NotSupported("norm_rel_ebd", "layer_norm and none are");
        var own = new DebertaV2Settings
        {
            Buckets = Math.Max(0, settings.Int("position_buckets", -1, -1)),
            LargestDistance = Math.Max(0, settings.Int("max_relative_positions", -1, -1)),
            NormsPositions = norms.Contains(NormName, StringComparer.Ordinal),
            SharesKeys = settings.Flag("share_att_key", false),
            ContentToPosition = kinds.Contains(ToPosition, StringComparer.Ordinal),
            PositionToContent = kinds.Contains(ToContent, StringComparer.Ordinal),
            PositionsInEmbeddings = settings.Flag("position_biased_input", true),
            PoolerDropout = settings.Number("pooler_dropout", 0, 0, 1),
            PoolerActivation = settings.Activation("pooler_hidden_act"),
        };
        // The logarithm's base is the quotient of the two; where all distances are near, none is taken.
        var (middle, farthest) = (own.Buckets / 2, own.FarthestPosition(config));
        if (own.Buckets == 1 || (middle >= farthest - 1 && middle < config.MaxPositions - 1))
            settings.Invalid("position_buckets", $"-1, or a number from 2 to {Math.Max(2, 2 * farthest - 3)}", 0);

        return own;
    }

    public override void Write(JsonObject settings)
    {
        string[] kinds = [
            .. PositionToContent ? [ToContent] : Array.Empty<string>(), .. ContentToPosition ? [ToPosition] : Array.Empty<string>()];
        settings["relative_attention"] = true;
        settings["pos_att_type"] = new JsonArray([.. kinds.Select(k => (JsonNode?)k)]);
        settings["position_buckets"] = Buckets > 0 ? Buckets : -1;
        settings["max_relative_positions"] = LargestDistance > 0 ? LargestDistance : -1;
        settings["norm_rel_ebd"] = NormsPositions ? NormName : "none";
        settings["share_att_key"] = SharesKeys;
        settings["position_biased_input"] = PositionsInEmbeddings;
        settings["pooler_dropout"] = PoolerDropout;
        settings["pooler_hidden_act"] = ActivationNames.Of(PoolerActivation);
    }

    private static void RejectOthers(ISettings settings, EncoderConfig config)
    {
        if (!settings.Flag("relative_attention", false))
            settings.NotSupported("relative_attention", "true is");
        if (settings.Int("conv_kernel_size", 0, int.MinValue) > 0)
            settings.NotSupported("conv_kernel_size", "0 is");
        foreach (var (key, size, name) in new[]
        {
            ("embedding_size", config.HiddenSize, "hidden_size"), ("pooler_hidden_size", config.HiddenSize, "hidden_size"),
            ("attention_head_size", config.HeadSize, "hidden_size ÷ num_attention_heads"),
        })
        {
            if (settings.Int(key, size, 1) != size)
                settings.NotSupported(key, $"{name}, {size}, is");
        }
    }

    // The hub's files join the words of a list.
    private static string[] Words(ISettings settings, string key) =>
        [.. (settings.Texts(key, orOne: true) ?? []).SelectMany(t => t.Split('|')).Select(t => t.Trim()).Where(t => t.Length > 0)];
}
