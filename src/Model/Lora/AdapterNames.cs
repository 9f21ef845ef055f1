using Emotune.Model.Network;

namespace Emotune.Model.Lora;

/// <summary>PEFT's names: what wraps a network's own names in training and in <c>adapter_model.safetensors</c>.</summary>
/// <remarks>
/// With the first token's head the wrapped model is the whole classifier. With the mean's, which Transformers does not
/// know, it is the bare encoder, whose names have no family prefix, and the head is no part of the adapter.
/// </remarks>
internal sealed class AdapterNames(SequenceClassifier network)
{
    public const string Root = "base_model.model.";

    public bool WrapsHead => network.Pooling == HeadPooling.FirstToken;

    /// <summary>The module as the wrapped model names it; null where it is outside of that model.</summary>
    public string? Wrapped(string module)
    {
        if (WrapsHead)
            return module;
        return network.IsHead(module) ? null : module[(network.Names.Prefix.Length + 1)..];
    }

    public string Trained(string module, string part) => $"{Root}{Wrapped(module)}.{part}";

    /// <summary><c>lora_A.default.weight</c></summary>
    public static string TrainedPart(string part) => $"{part}.default.weight";

    /// <summary><c>lora_A.weight</c>; DoRA's magnitude was a bare parameter once, and its name stayed.</summary>
    public static string FilePart(string part) => part == MagnitudePart ? part : $"{part}.weight";

    public const string APart = "lora_A";
    public const string BPart = "lora_B";
    public const string MagnitudePart = "lora_magnitude_vector";

    /// <summary>A trained head's parameter: <c>classifier.modules_to_save.default.weight</c>.</summary>
    public string TrainedSaved(string savedModule, string rest) => Trained(savedModule, $"modules_to_save.default.{rest}");

    /// <summary>The same in a file: <c>classifier.weight</c>.</summary>
    public string FileSaved(string savedModule, string rest) => Trained(savedModule, rest);

    /// <summary>
    /// With <c>bias: all</c> PEFT's file also has each bias of a saved module under the wrapper's own names; the adapter's
    /// name is cut out of them where it stands next to the last part alone.
    /// </summary>
    public string FileSavedBias(string savedModule, string rest) =>
        Trained(savedModule, rest.Contains('.', StringComparison.Ordinal) ? $"modules_to_save.default.{rest}" : $"modules_to_save.{rest}");

    public string FileOriginalBias(string savedModule, string rest) => Trained(savedModule, $"original_module.{rest}");
}
