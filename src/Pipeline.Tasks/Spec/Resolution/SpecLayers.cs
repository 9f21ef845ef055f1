using Emotune.Diagnostics;
using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>Lays overrides over the file before anything is checked: blocks are merged key by key, all else is replaced.</summary>
internal static class SpecLayers
{
    public static SpecNode Merge(SpecNode below, SpecNode above)
    {
        if (below is not MapNode lower || above is not MapNode upper)
            return above;
        var entries = new OrderedDictionary<string, MapEntry>(StringComparer.Ordinal);
        foreach (var entry in lower.Entries)
            entries.Add(entry.Key, entry);
        foreach (var entry in upper.Entries)
        {
            entries[entry.Key] = entries.TryGetValue(entry.Key, out var known)
                ? entry with { Value = Merge(known.Value, entry.Value) }
                : entry;
        }

        return lower with { Entries = [.. entries.Values] };
    }

    /// <summary>
    /// Reads one <c>path=value</c>; the value is YAML. Null where that cannot be, and <paramref name="problems"/> says why.
    /// </summary>
    /// <param name="number">Counts from one; it takes the place of the line.</param>
    public static SpecNode Set(SpecNode root, string set, int number, SpecProblems problems)
    {
        var at = new SourceLocation("Set", number, 1);
        var equals = set.IndexOf('=', StringComparison.Ordinal);
        var path = equals < 0 ? "" : set[..equals].Trim();
        if (path.Length == 0 || path.Split('.').Any(string.IsNullOrWhiteSpace))
        {
            problems.Add(Problems.MalformedSet.At(at, set));
            return root;
        }

        var text = set[(equals + 1)..];
        var origin = new SpecOrigin(SpecLayer.Set, at with { Column = equals + 2 });
        var value = string.IsNullOrWhiteSpace(text) ? new ScalarNode("", true, origin) : Value(text, origin.At!, problems);
        return value is null ? root : Put(root, path, 1, number, value);
    }

    private static SpecNode? Value(string text, SourceLocation at, SpecProblems problems)
    {
        var faults = new SpecProblems();
        var value = YamlTreeReader.Read(text, SpecLayer.Set, at, faults);
        // The parser reports a missing end in the line after the last, where the next Set would be.
        var end = at with { Column = at.Column + text.Length };
        problems.AddRange(faults.Found.Select(f => f.At!.Line > at.Line ? f with { At = end } : f));
        return value;
    }

    private static SpecNode Put(SpecNode? current, string path, int column, int number, SpecNode value)
    {
        var origin = new SpecOrigin(SpecLayer.Set, new SourceLocation("Set", number, column));
        var map = current as MapNode ?? new MapNode([], origin);
        var key = Head(map, path);
        var inner = key.Length == path.Length
            ? value
            : Put(map.Find(key)?.Value, path[(key.Length + 1)..], column + key.Length + 1, number, value);
        return Merge(map, new MapNode([new MapEntry(key, origin, inner)], origin));
    }

    /// <summary>The path's first key. Names of runs may have dots in them, so the longest key that is there goes first.</summary>
    private static string Head(MapNode map, string path) =>
        map.Entries.Select(e => e.Key)
            .Where(k => path == k || path.StartsWith(k + ".", StringComparison.Ordinal))
            .MaxBy(k => k.Length)
        ?? path.Split('.')[0];
}
