using System.Reflection;

namespace Emotune.Pipeline.Tests.Architecture;

/// <summary>That one folder uses another, with an example of where.</summary>
internal sealed record RoomUse(string From, string To, string Example);

/// <summary>
/// Who uses whom among the folders of one project. A folder and its subfolders are one room. The assembly tells which types are used;
/// the sources' usings tell which constants are, since those vanish from assemblies.
/// </summary>
internal sealed class RoomGraph(IEnumerable<RoomUse> uses)
{
    private readonly ILookup<string, RoomUse> _uses = uses.Where(u => u.From != u.To).DistinctBy(u => (u.From, u.To)).ToLookup(u => u.From);

    /// <param name="root">The project's namespace.</param>
    /// <param name="folder">The project's folder below <c>src</c>.</param>
    public static RoomGraph Of(Assembly assembly, string root, string folder)
    {
        var inAssembly =
            from type in assembly.GetTypes()
            where RoomOf(type.Namespace, root) is not null
            from used in TypeUses.Of(type)
            where used.Assembly == assembly && RoomOf(used.Namespace, root) is not null
            select new RoomUse(RoomOf(type.Namespace, root)!, RoomOf(used.Namespace, root)!, $"{type.Name} uses {used.Name}");
        var inSources =
            from source in SourceFile.AllIn(folder)
            from used in source.Usings
            where RoomOf(used, root) is not null && RoomOf(source.Namespace, root) is not null
            select new RoomUse(RoomOf(source.Namespace, root)!, RoomOf(used, root)!, $"{source.Name} is using {used}");
        return new RoomGraph(inAssembly.Concat(inSources));
    }

    /// <summary>The first circle that is found, an arrow a line; empty where there is none.</summary>
    public IReadOnlyList<string> Circle()
    {
        var finished = new HashSet<string>(StringComparer.Ordinal);
        return _uses.Select(g => Circle(g.Key, [], finished)).FirstOrDefault(c => c.Count > 0) ?? [];
    }

    /// <summary>What breaks an order of rooms, a use a line: a room may use only rooms of earlier levels.</summary>
    /// <param name="order">The levels from the lowest, with semicolons between them; a level's rooms have commas between them.</param>
    public IReadOnlyList<string> Against(string order)
    {
        var levels = order.Split("; ").SelectMany((rooms, level) => rooms.Split(", ").Select(room => (room, level)))
            .ToDictionary(r => r.room, r => r.level, StringComparer.Ordinal);
        bool IsInOrder(RoomUse use) =>
            levels.TryGetValue(use.From, out var user) && levels.TryGetValue(use.To, out var used) && used < user;
        return [.. _uses.SelectMany(g => g).Where(u => !IsInOrder(u)).Select(u => $"{u.From} → {u.To}: {u.Example}")];
    }

    private IReadOnlyList<string> Circle(string room, IReadOnlyList<RoomUse> way, HashSet<string> finished)
    {
        var start = way.Select((use, i) => (use.From, i)).Where(u => u.From == room).Select(u => (int?)u.i).FirstOrDefault();
        if (start is { } first)
            return [.. way.Skip(first).Select(u => $"{u.From} → {u.To}: {u.Example}")];
        if (finished.Contains(room))
            return [];
        foreach (var use in _uses[room].OrderBy(u => u.To, StringComparer.Ordinal))
        {
            if (Circle(use.To, [.. way, use], finished) is { Count: > 0 } circle)
                return circle;
        }

        finished.Add(room);
        return [];
    }

    /// <summary>The first folder below the project's; null for what lies beyond the project or in its own folder.</summary>
    private static string? RoomOf(string? name, string root) =>
        name is not null && name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0] : null;
}
