using Emotune.Diagnostics;

namespace Emotune.Pipeline.Spec.Yaml;

/// <summary>Where a value comes from; a later one wins over an earlier one.</summary>
internal enum SpecLayer { Default, File, Overrides, Set, Matrix }

/// <param name="At">Null for defaults.</param>
internal sealed record SpecOrigin(SpecLayer Layer, SourceLocation? At)
{
    public static SpecOrigin Default { get; } = new(SpecLayer.Default, null);
}

/// <summary>What YAML text says, before anything is known of keys and types.</summary>
internal abstract record SpecNode(SpecOrigin Origin);

/// <param name="IsPlain">Not quoted, so it may be a number, a truth value or nothing.</param>
internal sealed record ScalarNode(string Text, bool IsPlain, SpecOrigin Origin) : SpecNode(Origin);

internal sealed record ListNode(IReadOnlyList<SpecNode> Items, SpecOrigin Origin) : SpecNode(Origin);

internal sealed record MapNode(IReadOnlyList<MapEntry> Entries, SpecOrigin Origin) : SpecNode(Origin)
{
    public MapEntry? Find(string key) => Entries.FirstOrDefault(e => e.Key == key);
}

/// <param name="KeyOrigin">Where the key stands: the place that problems with its value are reported at.</param>
internal sealed record MapEntry(string Key, SpecOrigin KeyOrigin, SpecNode Value);

/// <summary>What was reported already; nothing more is to be said of it.</summary>
internal sealed record FaultNode(SpecOrigin Origin) : SpecNode(Origin);
