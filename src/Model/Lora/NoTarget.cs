using Emotune.Model.Network;

namespace Emotune.Model.Lora;

/// <summary>Why a configuration gives no linear layer an adapter.</summary>
/// <param name="Key">The option that takes the last layer away.</param>
/// <param name="Text">The reason, a sentence that begins in lower case.</param>
internal sealed record NoTarget(string Key, string Text)
{
    /// <param name="modules">Full names of linear layers, of which the configuration means none.</param>
    public static NoTarget Of(IReadOnlyList<string> modules, LoraConfig config, EncoderNames names, bool bareToo)
    {
        var anywhere = config with { LayersToTransform = null };
        var targeted = anywhere with { ExcludeModules = null };
        if (!Any(targeted))
        {
            var free = modules.Where(m => !LoraTargets.IsInSavedModule(m, new LoraConfig())).ToList();
            return config.ModulesToSave.Count > 0 && Any(targeted with { ModulesToSave = [] })
                ? new("modules_to_save", $"modules_to_save ({Join(config.ModulesToSave)}) trains all that it matches whole.")
                : new(
                    "target_modules",
                    "it matches none of the network's linear layers beside the head, which is trained whole. Valid are "
                    + $"{Join(ModuleKinds.All)}, all-linear, and names such as {NameList.Of([.. free.Take(3)])}.");
        }

        return !Any(anywhere)
            ? new("exclude_modules", $"exclude_modules ({config.ExcludeModules}) takes away all that it matches.")
            : new("layers_to_transform", $"it matches none in the layers of layers_to_transform ({Join(config.LayersToTransform!)}).");

        bool Any(LoraConfig other) => LoraTargets.Matching(modules, other, names, bareToo).Any();
    }

    private static string Join<T>(IEnumerable<T> values) => string.Join(", ", values);
}
