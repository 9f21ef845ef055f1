namespace Emotune.Tokenization;

/// <summary>All pieces that a text begins with, found one UTF-16 unit at a time.</summary>
internal sealed class PieceTrie
{
    /// <summary>The node that no unit has led from yet.</summary>
    public const int Root = 0;

    private readonly Dictionary<long, int> _children = [];
    private readonly List<int> _ids = [-1];

    /// <param name="pieces">The pieces in the order of their ids; empty ones are never found.</param>
    public PieceTrie(IReadOnlyList<string> pieces)
    {
        for (var id = 0; id < pieces.Count; id++)
        {
            var node = Root;
            foreach (var unit in pieces[id])
                node = ChildOf(node, unit);
            if (node != Root)
                _ids[node] = id;
        }
    }

    /// <summary>Moves on by a unit; false where no piece goes on with it.</summary>
    /// <param name="id">The piece that ends here; −1 for none.</param>
    public bool TryMove(ref int node, char unit, out int id)
    {
        if (!_children.TryGetValue(Key(node, unit), out var child))
        {
            id = -1;
            return false;
        }

        (node, id) = (child, _ids[child]);
        return true;
    }

    private static long Key(int node, char unit) => (long)node << 16 | unit;

    private int ChildOf(int node, char unit)
    {
        if (!_children.TryGetValue(Key(node, unit), out var child))
        {
            _children.Add(Key(node, unit), child = _ids.Count);
            _ids.Add(-1);
        }

        return child;
    }
}
