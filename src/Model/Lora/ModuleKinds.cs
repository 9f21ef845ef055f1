using System.Globalization;
using Emotune.Model.Network;

namespace Emotune.Model.Lora;

/// <summary>Names for an encoder layer's six linear layers that are the same in each family.</summary>
internal static class ModuleKinds
{
    public const string Query = "query";
    public const string Key = "key";
    public const string Value = "value";
    public const string AttentionOutput = "attention_output";
    public const string FeedForwardInput = "ffn_input";
    public const string FeedForwardOutput = "ffn_output";

    public static IReadOnlyList<string> All { get; } = [Query, Key, Value, AttentionOutput, FeedForwardInput, FeedForwardOutput];

    /// <summary>The kind of a module, from its full name; null for what is not one of a layer's six.</summary>
    public static string? Of(string module, EncoderNames names)
    {
        var layers = $"{names.Prefix}.{names.Layers}.";
        if (!module.StartsWith(layers, StringComparison.Ordinal))
            return null;
        var rest = module.AsSpan(layers.Length);
        var dot = rest.IndexOf('.');
        if (dot < 0 || !int.TryParse(rest[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return null;
        var name = rest[(dot + 1)..].ToString();
        return name == names.Query ? Query
            : name == names.Key ? Key
            : name == names.Value ? Value
            : name == names.AttentionOutput ? AttentionOutput
            : name == names.FeedForwardInput ? FeedForwardInput
            : name == names.FeedForwardOutput ? FeedForwardOutput
            : null;
    }
}
