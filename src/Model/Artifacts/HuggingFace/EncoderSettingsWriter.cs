using System.Text.Json.Nodes;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>An encoder's settings under its family's own keys, sorted: what <see cref="EncoderSettings"/> reads.</summary>
internal static class EncoderSettingsWriter
{
    public static JsonObject Write(EncoderConfig encoder)
    {
        var settings = encoder.Family == EncoderFamily.DistilBert ? DistilBert(encoder) : Bert(encoder);
        settings["model_type"] = encoder.Family.Code();
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

    private static JsonObject Bert(EncoderConfig encoder) => new()
    {
        ["attention_probs_dropout_prob"] = PythonJson.Float(encoder.AttentionDropout),
        ["classifier_dropout"] = PythonJson.Float(encoder.ClassifierDropout),
        ["hidden_act"] = Name(encoder.Activation),
        ["hidden_dropout_prob"] = PythonJson.Float(encoder.HiddenDropout),
        ["hidden_size"] = encoder.HiddenSize,
        ["intermediate_size"] = encoder.IntermediateSize,
        ["layer_norm_eps"] = PythonJson.Float(encoder.LayerNormEpsilon),
        ["num_attention_heads"] = encoder.HeadCount,
        ["num_hidden_layers"] = encoder.LayerCount,
        ["type_vocab_size"] = encoder.TypeVocabularySize,
    };

    private static JsonObject DistilBert(EncoderConfig encoder) => new()
    {
        ["activation"] = Name(encoder.Activation),
        ["attention_dropout"] = PythonJson.Float(encoder.AttentionDropout),
        ["dim"] = encoder.HiddenSize,
        ["dropout"] = PythonJson.Float(encoder.HiddenDropout),
        ["hidden_dim"] = encoder.IntermediateSize,
        ["n_heads"] = encoder.HeadCount,
        ["n_layers"] = encoder.LayerCount,
        ["seq_classif_dropout"] = PythonJson.Float(encoder.ClassifierDropout),
        ["sinusoidal_pos_embds"] = false,
    };

    private static string Name(Activation activation) => activation switch
    {
        Activation.Gelu => "gelu",
        Activation.GeluNew => "gelu_new",
        Activation.Relu => "relu",
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };
}
