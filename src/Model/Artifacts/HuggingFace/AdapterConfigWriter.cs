using System.Text.Json.Nodes;
using Emotune.Model.Lora;

namespace Emotune.Model.Artifacts.HuggingFace;

internal static class AdapterConfigWriter
{
    /// <summary>The version whose keys these are.</summary>
    private const string PeftVersion = "0.21.2";

    private static readonly string[] AlwaysNull =
    [
        "alora_invocation_tokens", "arrow_config", "auto_mapping", "corda_config", "eva_config", "kasa_config", "layer_replication",
        "lora_ga_config",
        "megatron_config", "monteclora_config", "target_parameters", "trainable_token_indices", "use_bdlora", "velora_config",
    ];

    private static readonly string[] AlwaysFalse = ["ensure_weight_tying", "fan_in_fan_out", "lora_bias", "use_qalora"];

    /// <summary>All keys, in ordinal order.</summary>
    public static JsonObject ToJson(AdapterConfig config)
    {
        var lora = config.Lora;
        var json = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["alpha_pattern"] = new JsonObject(lora.AlphaPattern.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Alpha(p.Value)))),
            ["base_model_name_or_path"] = config.BaseModel,
            ["bias"] = Bias(lora.Bias),
            ["exclude_modules"] = Modules(lora.ExcludeModules),
            ["inference_mode"] = config.InferenceMode,
            ["init_lora_weights"] = Initialization(config.Initialization),
            ["layers_pattern"] = lora.LayersPattern is { Count: > 0 } patterns ? Texts(patterns) : null,
            ["layers_to_transform"] = lora.LayersToTransform is { Count: > 0 } layers
                ? new JsonArray([.. layers.Select(l => (JsonNode?)l)])
                : null,
            ["loftq_config"] = new JsonObject(),
            ["lora_alpha"] = Alpha(lora.Alpha),
            ["lora_dropout"] = PythonJson.Float(lora.Dropout),
            ["megatron_core"] = "megatron.core",
            ["modules_to_save"] = lora.ModulesToSave.Count > 0 ? Texts(lora.ModulesToSave) : null,
            ["peft_type"] = "LORA",
            ["peft_version"] = PeftVersion,
            ["qalora_group_size"] = 16,
            ["r"] = lora.Rank,
            ["rank_pattern"] = new JsonObject(lora.RankPattern.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))),
            ["revision"] = config.Revision,
            ["target_modules"] = Modules(lora.TargetModules),
            ["task_type"] = config.TaskType,
            ["use_dora"] = lora.UseDora,
            ["use_rslora"] = lora.UseRslora,
        };
        foreach (var key in AlwaysNull)
            json.Add(key, null);
        foreach (var key in AlwaysFalse)
            json.Add(key, false);
        return new JsonObject(json);
    }

    // PEFT holds module names as a set, whose order in its files is any: here it is sorted.
    private static JsonNode? Modules(ModuleSelection? selection) =>
        selection is null ? null : selection.Pattern is { } pattern ? pattern : Texts(selection.Names.Order(StringComparer.Ordinal));

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Distinct(StringComparer.Ordinal).Select(t => (JsonNode?)t)]);

    // An integer in PEFT, which takes fractions too.
    private static JsonNode Alpha(double value) =>
        value == Math.Floor(value) && value <= int.MaxValue ? (int)value : PythonJson.Float(value);

    private static JsonNode Initialization(AdapterInitialization initialization) => initialization switch
    {
        AdapterInitialization.Default => true,
        AdapterInitialization.Random => false,
        AdapterInitialization.Gaussian => "gaussian",
        AdapterInitialization.Orthogonal => "orthogonal",
        _ => throw new ArgumentOutOfRangeException(nameof(initialization), initialization, null),
    };

    private static string Bias(LoraBias bias) => bias switch
    {
        LoraBias.None => "none",
        LoraBias.All => "all",
        LoraBias.LoraOnly => "lora_only",
        _ => throw new ArgumentOutOfRangeException(nameof(bias), bias, null),
    };
}
