using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>The names that an encoder's and its classifier's tensors have in the files of different years and classes.</summary>
internal static class WeightNames
{
    private static readonly string[] Encoder =
    [
        "embeddings.", "embeddings_project.", .. EncoderFamily.All.Select(f => f.Names.Layers.Split('.')[0] + ".").Distinct(),
        .. EncoderFamily.All.Select(f => f.Names.FinalNorm).OfType<string>().Select(n => n + "."), "pooler."];

    private static readonly string[] PretrainingHead = [.. EncoderFamily.All.Select(f => f.PretrainingHead.Prefix).Distinct()];

    // Buffers that count positions, and the heads of pretraining and question answering.
    private static readonly string[] Unused =
        [
            "embeddings.position_ids", "embeddings.token_type_ids", "cls.", "qa_outputs.", "lm_predictions.", "mask_predictions.",
            .. PretrainingHead, .. EncoderFamily.All.Select(f => f.PretrainingHead.OtherPrefix).OfType<string>().Distinct()];

    /// <summary>The name of today's classifiers: with the family's prefix, and a layer norm's gamma and beta as weight and bias.</summary>
    public static string Normalise(string name, EncoderFamily family)
    {
        if (IsBare(name) && !(family.Pooler is { } pooler && name.StartsWith(pooler + ".", StringComparison.Ordinal)))
            name = $"{family.Names.Prefix}.{name}";
        if (name.EndsWith(".gamma", StringComparison.Ordinal))
            return name[..^"gamma".Length] + "weight";
        return name.EndsWith(".beta", StringComparison.Ordinal) ? name[..^"beta".Length] + "bias" : name;
    }

    /// <summary>True for a name of an encoder by itself, which has no prefix.</summary>
    public static bool IsBare(string name) => StartsWithAny(name, Encoder);

    /// <summary>True for what an encoder with a classifier has no use for.</summary>
    public static bool IsUnused(string normalised, EncoderFamily family)
    {
        var prefix = family.Names.Prefix + ".";
        return StartsWithAny(normalised.StartsWith(prefix, StringComparison.Ordinal) ? normalised[prefix.Length..] : normalised, Unused);
    }

    public static bool IsPretrainingHead(string normalised) => StartsWithAny(normalised, PretrainingHead);

    private static bool StartsWithAny(string name, string[] starts) => starts.Any(s => name.StartsWith(s, StringComparison.Ordinal));
}
