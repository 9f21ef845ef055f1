using System.Text.Json;
using System.Text.Json.Nodes;
using Emotune.Model.Lora;

namespace Emotune.Model.Artifacts.HuggingFace;

internal static class AdapterConfigReader
{
    // With a meaning here, or with none for an adapter that is trained already.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "peft_type", "r", "lora_alpha", "lora_dropout", "target_modules", "exclude_modules", "layers_to_transform", "layers_pattern",
        "rank_pattern", "alpha_pattern", "bias", "use_rslora", "use_dora", "modules_to_save", "task_type", "base_model_name_or_path",
        "revision", "inference_mode", "init_lora_weights",
        "auto_mapping", "peft_version", "megatron_core", "qalora_group_size", "runtime_config",
        // PEFT itself turns the first off over linear layers; the others tie or fill what is not there, or was filled before training.
        "fan_in_fan_out", "ensure_weight_tying", "eva_config",
    };

    // What a classifier's adapter is trained for; without a task PEFT wraps any model.
    private static readonly string[] Tasks = ["SEQ_CLS", "FEATURE_EXTRACTION"];

    public static AdapterConfig Read(SettingsReader settings)
    {
        if (settings.RequiredText("peft_type") != "LORA")
        {
            settings.NotSupported("peft_type", "\"LORA\" is");
            // The other keys are another method's: there is no telling what they should be.
            throw settings.AllProblems();
        }

        if (settings.Text("task_type") is { } task && !Tasks.Contains(task))
            settings.NotSupported("task_type", "\"SEQ_CLS\", \"FEATURE_EXTRACTION\" and null are");
        foreach (var key in settings.Keys.Where(k => !Known.Contains(k) && !settings.IsOff(k)))
            settings.NotSupported(key, "null or false is");

        var config = new AdapterConfig(ReadLora(settings))
        {
            TaskType = settings.Text("task_type"),
            BaseModel = settings.Text("base_model_name_or_path"),
            Revision = settings.Text("revision"),
            InferenceMode = settings.Flag("inference_mode", false),
            Initialization = ReadInitialization(settings),
            BaseModelClass = ReadBaseModelClass(settings),
        };
        CheckLayers(settings, config.Lora);
        settings.ThrowIfAny();
        return config;
    }

    private static LoraConfig ReadLora(SettingsReader settings)
    {
        settings.Require("lora_alpha");
        settings.Require("target_modules");
        return new LoraConfig
        {
            Rank = settings.RequiredInt("r"),
            Alpha = settings.Number("lora_alpha", 1, double.Epsilon, double.PositiveInfinity),
            Dropout = settings.Number("lora_dropout", 0, 0, 1),
            TargetModules = ReadModules(settings, "target_modules") ?? new ModuleSelection([]),
            ExcludeModules = settings.IsOff("exclude_modules") ? null : ReadModules(settings, "exclude_modules"),
            LayersToTransform = settings.Indices("layers_to_transform") is { Length: > 0 } layers ? layers : null,
            LayersPattern = settings.IsOff("layers_pattern") ? null : settings.Texts("layers_pattern", orOne: true),
            RankPattern = [
                .. settings.Numbers(
                    "rank_pattern", v => v is >= 1 and <= int.MaxValue && v == Math.Floor(v), "an object of whole numbers from 1")
                .Select(pair => KeyValuePair.Create(pair.Key, (int)pair.Value))],
            AlphaPattern = [.. settings.Numbers("alpha_pattern", v => v > 0, "an object of numbers above 0")],
            Bias = ReadBias(settings),
            UseRslora = settings.Flag("use_rslora", false),
            UseDora = settings.Flag("use_dora", false),
            ModulesToSave = settings.Texts("modules_to_save") ?? [],
        };
    }

    private static ModuleSelection? ReadModules(SettingsReader settings, string key)
    {
        if (!settings.Has(key))
            return null;
        if (settings.Node(key) is JsonValue value && value.GetValueKind() == JsonValueKind.String && !settings.IsOff(key))
            return new ModuleSelection([], value.GetValue<string>());
        var names = settings.IsOff(key) ? null : settings.Texts(key);
        return names is null
            ? settings.Invalid<ModuleSelection?>(key, "a list of module names, or one regular expression,", null)
            : new ModuleSelection(names);
    }

    private static LoraBias ReadBias(SettingsReader settings)
    {
        switch (settings.Text("bias"))
        {
            case null or "none": return LoraBias.None;
            case "lora_only": return LoraBias.LoraOnly;
            case "all": return LoraBias.All;
            default:
                settings.NotSupported("bias", "\"none\", \"lora_only\" and \"all\" are");
                return LoraBias.None;
        }
    }

    // Where no task is given, PEFT notes the class that it wrapped.
    private static string? ReadBaseModelClass(SettingsReader settings) =>
        settings.Node("auto_mapping") is JsonObject mapping && mapping["base_model_class"] is JsonValue value
            && value.GetValueKind() == JsonValueKind.String
                ? value.GetValue<string>()
                : null;

    // The others (PiSSA, OLoRA, LoftQ, CorDA, …) change the backbone's weights or need data to start from.
    private static AdapterInitialization ReadInitialization(SettingsReader settings)
    {
        switch (settings.Node("init_lora_weights")?.ToJsonString())
        {
            // EVA chooses A by data and leaves B zero; both are in the file.
            case null or "true" or "\"eva\"": return AdapterInitialization.Default;
            case "false": return AdapterInitialization.Random;
            case "\"gaussian\"": return AdapterInitialization.Gaussian;
            case "\"orthogonal\"": return AdapterInitialization.Orthogonal;
            default:
                settings.NotSupported("init_lora_weights", "true, false, \"gaussian\", \"orthogonal\" and \"eva\" are");
                return AdapterInitialization.Default;
        }
    }

    // PEFT refuses these when it reads them.
    private static void CheckLayers(SettingsReader settings, LoraConfig lora)
    {
        if (lora.LayersToTransform is not null && lora.TargetModules.Pattern is not null)
            settings.Invalid("layers_to_transform", "null (because target_modules is a regular expression)", 0);
        if (lora.LayersPattern is not null && lora.LayersToTransform is null)
            settings.Invalid("layers_pattern", "null (because there is no layers_to_transform)", 0);
    }
}
