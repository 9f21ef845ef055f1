using System.Text.Json.Nodes;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>An encoder's settings under its family's own keys, sorted: what <see cref="EncoderSettings"/> reads.</summary>
internal static class EncoderSettingsWriter
{
    public static JsonObject Write(EncoderConfig encoder)
    {
        var keys = encoder.Family.Keys;
        var settings = new JsonObject
        {
            [keys.HiddenSize] = encoder.HiddenSize,
            [keys.LayerCount] = encoder.LayerCount,
            [keys.HeadCount] = encoder.HeadCount,
            [keys.IntermediateSize] = encoder.IntermediateSize,
            [keys.Activation] = ActivationNames.Of(encoder.Activation),
            [keys.HiddenDropout] = PythonJson.Float(encoder.HiddenDropout),
            [keys.AttentionDropout] = PythonJson.Float(encoder.AttentionDropout),
        };
        if (keys.ClassifierDropout is { } dropout)
            settings[dropout] = PythonJson.Float(encoder.ClassifierDropout);
        if (keys.EmbeddingSize is { } embedding)
            settings[embedding] = encoder.EmbeddingSize;
        if (keys.AttentionBuckets is { } buckets)
            settings[buckets] = encoder.AttentionBuckets;
        if (keys.TypeVocabularySize is { } types)
            settings[types] = encoder.TypeVocabularySize;
        if (keys.LayerNormEpsilon is { } epsilon)
            settings[epsilon] = PythonJson.Float(encoder.LayerNormEpsilon);
        foreach (var (key, value) in keys.Constants)
            settings[key] = value;
        encoder.Own.Write(settings);
        settings["model_type"] = encoder.Family.ModelType;
        settings["vocab_size"] = encoder.VocabularySize;
        settings["max_position_embeddings"] = encoder.MaxPositions;
        settings["initializer_range"] = PythonJson.Float(encoder.InitializerRange);
        settings["pad_token_id"] = encoder.PadTokenId;
        settings["dtype"] = "float32";
        var sorted = new JsonObject(
            settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => KeyValuePair.Create(s.Key, s.Value?.DeepClone())));
        // Read again, so that numbers convert as those of a file do.
        return JsonNode.Parse(sorted.ToJsonString())!.AsObject();
    }
}
