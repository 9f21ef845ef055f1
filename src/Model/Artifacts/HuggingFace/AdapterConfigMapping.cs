using Emotune.Model.Lora;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>From an adapter in memory to its <c>adapter_config.json</c>.</summary>
internal static class AdapterConfigMapping
{
    /// <summary>What PEFT has to be told to make of the same backbone the same adapter.</summary>
    /// <remarks>
    /// A choice in PEFT's own terms stays as it was made. One by family-neutral kinds, of all linear layers, or over a bare encoder,
    /// whose names
    /// have no prefix, becomes the list of the modules that it meant.
    /// </remarks>
    /// <param name="baseModel">For <c>base_model_name_or_path</c>.</param>
    /// <param name="revision">The commit of that name on the hub; null where none is known.</param>
    public static AdapterConfig ToConfig(this LoraAdapter adapter, string? baseModel, string? revision = null)
    {
        var lora = adapter.Config;
        var wrapsHead = adapter.Names.WrapsHead;
        return new AdapterConfig((wrapsHead && IsPeftsOwn(lora, adapter.Network.Names) ? lora : Spelt(adapter)) with
        {
            // As PEFT does for this task; without a head only what was asked for, and not the head's own file.
            ModulesToSave = wrapsHead
                ? [.. lora.ModulesToSave.Union(PeftRules.Heads, StringComparer.Ordinal)]
                : [.. lora.ModulesToSave.Except(PeftRules.Heads, StringComparer.Ordinal)],
        })
        {
            TaskType = wrapsHead ? "SEQ_CLS" : "FEATURE_EXTRACTION",
            BaseModel = baseModel,
            Revision = revision,
        };
    }

    private static bool IsPeftsOwn(LoraConfig lora, EncoderNames names) =>
        !lora.TargetModules.IsAllLinear
        && !lora.TargetModules.Names.Concat(lora.ExcludeModules?.Names ?? [])
            .Concat(lora.RankPattern.Select(p => p.Key)).Concat(lora.AlphaPattern.Select(p => p.Key))
            .Any(n => ModuleKinds.All.Contains(n, StringComparer.Ordinal) && !IsSuffix(n, names));

    // BERT's query, key and value are suffixes of their modules' names: to PEFT they mean the same.
    private static bool IsSuffix(string kind, EncoderNames names) =>
        new[] { names.Query, names.Key, names.Value }.Any(n => n.EndsWith("." + kind, StringComparison.Ordinal));

    private static LoraConfig Spelt(LoraAdapter adapter) => adapter.Config.Naming(
        [.. adapter.Targets.Select(t => t with { Module = adapter.Names.Wrapped(t.Module) ?? t.Module })]);
}
