namespace Emotune.Model.Explanation;

/// <summary>
/// A binary tree over players. Nodes 0 … n−1 are the players, n … 2n−2 the inner nodes, the last of them the root; a child's number
/// is lower than its parent's.
/// </summary>
internal sealed class PartitionTree
{
    private readonly (int Left, int Right)[] _inner;

    private PartitionTree(int playerCount, (int Left, int Right)[] _inner)
    {
        PlayerCount = playerCount;
        this._inner = _inner;
        Sizes = new int[playerCount + _inner.Length];
        Array.Fill(Sizes, 1, 0, playerCount);
        for (var node = playerCount; node < Sizes.Length; node++)
            Sizes[node] = Sizes[Left(node)] + Sizes[Right(node)];
    }

    public int PlayerCount { get; }

    public int Root => Sizes.Length - 1;

    /// <summary>The players below each node.</summary>
    internal int[] Sizes { get; }

    /// <summary>From SciPy's linkage: row i joins two nodes into node n + i; distances and sizes are not needed.</summary>
    /// <exception cref="ArgumentException">The rows are not a tree over the players.</exception>
    public static PartitionTree FromLinkage(int playerCount, IReadOnlyList<(int Left, int Right)> rows)
    {
        var children = rows.SelectMany(r => new[] { r.Left, r.Right }).Order();
        var inOrder = rows.Index().All(r => Math.Max(r.Item.Left, r.Item.Right) < playerCount + r.Index);
        if (rows.Count != playerCount - 1 || !inOrder || !children.SequenceEqual(Enumerable.Range(0, 2 * rows.Count)))
            throw new ArgumentException($"The rows are not a binary tree over {playerCount} players.", nameof(rows));
        return new PartitionTree(playerCount, [.. rows]);
    }

    /// <summary>
    /// The tree over a text's words: between sentences first, then between their clauses, then anywhere, and each time as near to
    /// the middle as can be.
    /// </summary>
    public static PartitionTree OverWords(IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            throw new ArgumentException("A tree needs a player.", nameof(words));
        var rows = new List<(int, int)>();
        Join(0, words.Count);
        return new PartitionTree(words.Count, [.. rows]);

        int Join(int start, int end)
        {
            if (end - start == 1)
                return start;
            var middle = Nearest(words, start, end, ".!?…。！？") ?? Nearest(words, start, end, ",;:–—)") ?? start + (end - start + 1) / 2;
            rows.Add((Join(start, middle), Join(middle, end)));
            return words.Count + rows.Count - 1;
        }
    }

    internal int Left(int node) => _inner[node - PlayerCount].Left;

    internal int Right(int node) => _inner[node - PlayerCount].Right;

    internal bool IsPlayer(int node) => node < PlayerCount;

    /// <summary>The mask with all players below the node kept as well.</summary>
    internal bool[] With(bool[] mask, int node)
    {
        bool[] with = [.. mask];
        Keep(node);
        return with;

        void Keep(int at)
        {
            if (IsPlayer(at))
            {
                with[at] = true;
                return;
            }

            Keep(Left(at));
            Keep(Right(at));
        }
    }

    /// <summary>
    /// The place nearest to the middle that comes after a word with one of these ends and not before another; null where there is none.
    /// </summary>
    private static int? Nearest(IReadOnlyList<string> words, int start, int end, string ends)
    {
        var places = Enumerable.Range(start + 1, end - start - 1).Where(at => Ends(words[at - 1]) && !Ends(words[at])).ToArray();
        return places.Length == 0 ? null : places.MinBy(at => Math.Abs(2 * at - start - end));

        bool Ends(string word) => word.Length > 0 && ends.Contains(word[^1], StringComparison.Ordinal);
    }
}
