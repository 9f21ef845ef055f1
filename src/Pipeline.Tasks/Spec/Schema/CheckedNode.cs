using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Spec.Schema;

/// <summary>A value whose type and range are known to be right, with where it came from.</summary>
internal abstract record CheckedNode(SpecOrigin Origin)
{
    /// <summary>Whether it is a value that was reported already, or has one inside.</summary>
    public bool HasFault => this switch
    {
        CheckedFault => true,
        CheckedBlock block => block.Entries.Any(e => e.Node.HasFault),
        CheckedList list => list.Items.Any(i => i.HasFault),
        _ => false,
    };
}

/// <param name="Value">A string, bool, long or double.</param>
internal sealed record CheckedValue(object Value, SpecOrigin Origin) : CheckedNode(Origin);

internal sealed record CheckedList(IReadOnlyList<CheckedNode> Items, SpecOrigin Origin) : CheckedNode(Origin);

/// <summary>A block, or a map of the user's own names.</summary>
internal sealed record CheckedBlock(IReadOnlyList<CheckedEntry> Entries, SpecOrigin Origin) : CheckedNode(Origin)
{
    public CheckedEntry? Find(string key) => Entries.FirstOrDefault(e => e.Key == key);

    /// <summary>The key's block; null where absent or faulty.</summary>
    public CheckedBlock? Block(string key) => Find(key)?.Node as CheckedBlock;

    /// <summary>The key's value; null where absent or faulty.</summary>
    public object? Value(string key) => (Find(key)?.Node as CheckedValue)?.Value;

    /// <summary>With the entry in the place of the one of the same key, or at the end.</summary>
    public CheckedBlock With(CheckedEntry entry) => Find(entry.Key) is null
        ? this with { Entries = [.. Entries, entry] }
        : this with { Entries = [.. Entries.Select(e => e.Key == entry.Key ? entry : e)] };
}

/// <summary>A value that was reported already; nothing more is to be said of it.</summary>
internal sealed record CheckedFault(SpecOrigin Origin) : CheckedNode(Origin);

/// <param name="KeyOrigin">Where problems with the value are reported.</param>
internal sealed record CheckedEntry(string Key, SpecOrigin KeyOrigin, CheckedNode Node);
