using System.Text.Json;
using Emotune.Model.Lora;

namespace Emotune.Model.Tests.Lora;

internal static class AdapterConfigs
{
    public static LoraConfig Read(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "adapter_config.json")));
        var json = document.RootElement;
        return new LoraConfig
        {
            Rank = json.GetProperty("r").GetInt32(),
            Alpha = json.GetProperty("lora_alpha").GetDouble(),
            Dropout = json.GetProperty("lora_dropout").GetDouble(),
            TargetModules = Selection(json.GetProperty("target_modules"))!,
            ExcludeModules = Selection(json.GetProperty("exclude_modules")),
            LayersToTransform = json.GetProperty("layers_to_transform") is { ValueKind: JsonValueKind.Array } l ? [.. l.EnumerateArray().Select(i => i.GetInt32())] : null,
            RankPattern = [.. json.GetProperty("rank_pattern").EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetInt32()))],
            AlphaPattern = [.. json.GetProperty("alpha_pattern").EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetDouble()))],
            Bias = json.GetProperty("bias").GetString() switch { "all" => LoraBias.All, "lora_only" => LoraBias.LoraOnly, _ => LoraBias.None },
            UseRslora = json.GetProperty("use_rslora").GetBoolean(),
            UseDora = json.GetProperty("use_dora").GetBoolean(),
            ModulesToSave = [.. json.GetProperty("modules_to_save").EnumerateArray().Select(m => m.GetString()!)],
        };
    }

    private static ModuleSelection? Selection(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new ModuleSelection([], json.GetString()),
        JsonValueKind.Array => new ModuleSelection([.. json.EnumerateArray().Select(e => e.GetString()!)]),
        _ => null,
    };
}
