namespace Emotune.Tokenization;

/// <summary>
/// Joins neighbouring pieces of a word by learnt merges, of those that are possible always the one learnt first, and of several places
/// the leftmost. The time grows with n log n for a word of n bytes.
/// </summary>
internal sealed class BytePairMerger
{
    private readonly Dictionary<(int Left, int Right), (int Rank, int Joined)> _merges;

    /// <param name="merges">Pairs of pieces and what they become, the first to be merged first. A pair that is there twice has the rank
    /// of its last place, as in the reference.</param>
    public BytePairMerger(IReadOnlyList<(int Left, int Right, int Joined)> merges)
    {
        _merges = new(merges.Count);
        for (var rank = 0; rank < merges.Count; rank++)
            _merges[(merges[rank].Left, merges[rank].Right)] = (rank, merges[rank].Joined);
    }

    /// <summary>Merges what can be merged.</summary>
    /// <param name="pieces">The pieces of single bytes; overwritten.</param>
    /// <returns>The pieces that are left and the number of bytes of each.</returns>
    public List<(int Id, int Bytes)> Merge(int[] pieces)
    {
        // A chain of pieces: whoever is merged into its left neighbour has no bytes any more.
        var (bytes, next, previous) = (new int[pieces.Length], new int[pieces.Length], new int[pieces.Length]);
        var queue = new PriorityQueue<(int At, int Left, int Right), (int Rank, int At)>();
        for (var at = 0; at < pieces.Length; at++)
        {
            (bytes[at], next[at], previous[at]) = (1, at + 1, at - 1);
            Offer(at - 1, at);
        }

        while (queue.TryDequeue(out var pair, out _))
        {
            var (at, right) = (pair.At, next[pair.At]);
            // One of the two has been merged with another since.
            if (bytes[at] == 0 || right == pieces.Length || pieces[at] != pair.Left || pieces[right] != pair.Right)
                continue;
            pieces[at] = _merges[(pair.Left, pair.Right)].Joined;
            bytes[at] += bytes[right];
            (bytes[right], next[at]) = (0, next[right]);
            if (next[at] < pieces.Length)
                previous[next[at]] = at;
            Offer(previous[at], at);
            Offer(at, next[at]);
        }

        var left = new List<(int, int)>();
        for (var at = 0; at < pieces.Length; at = next[at])
            left.Add((pieces[at], bytes[at]));
        return left;

        void Offer(int at, int right)
        {
            if (at >= 0 && right < pieces.Length && _merges.TryGetValue((pieces[at], pieces[right]), out var merge))
                queue.Enqueue((at, pieces[at], pieces[right]), (merge.Rank, at));
        }
    }
}
