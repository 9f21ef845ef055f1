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

    /// <summary>
    /// Whether a kind means a module, by its full name. Where one layer makes queries, keys and values, each of the three means it.
    /// </summary>
    public static bool Means(string kind, string module, EncoderNames names)
    {
        var layers = $"{names.Prefix}.{names.Layers}.";
        if (!module.StartsWith(layers, StringComparison.Ordinal))
            return false;
        var rest = module.AsSpan(layers.Length);
        var dot = rest.IndexOf('.');
        if (dot < 0 || !int.TryParse(rest[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return false;
        return NameOf(kind, names) is { } name && rest[(dot + 1)..].SequenceEqual(name);
    }

    /// <summary>The name below a layer; null for what is no kind.</summary>
    private static string? NameOf(string kind, EncoderNames names) => kind switch
    {
        Query => names.Query,
        Key => names.Key,
        Value => names.Value,
        AttentionOutput => names.AttentionOutput,
        FeedForwardInput => names.FeedForwardInput,
        FeedForwardOutput => names.FeedForwardOutput,
        _ => null,
    };
}
