namespace Emotune.Tokenization;

/// <summary>Words as lists of pieces, in which the commonest pair of neighbours becomes one piece, again and again.</summary>
internal sealed class PairMerger
{
    private const int MinimumCount = 2;

    private readonly List<string> _pieces = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<(int[] Pieces, long Count)> _words = [];
    private readonly Dictionary<(int Left, int Right), long> _counts = [];
    private readonly Dictionary<(int Left, int Right), HashSet<int>> _places = [];

    /// <param name="words">Each word's pieces and how often it occurs.</param>
    /// <param name="alphabet">Words with pieces outside of it are left out.</param>
    public PairMerger(IEnumerable<(string[] Pieces, long Count)> words, IEnumerable<string> alphabet)
    {
        foreach (var piece in alphabet)
            Id(piece);
        foreach (var (parts, count) in words.Where(word => word.Pieces.All(_ids.ContainsKey)))
        {
            _words.Add(([.. parts.Select(Id)], count));
            CountPairs(_words.Count - 1, 1);
        }
    }

    /// <summary>
    /// Merges the commonest pair, of several the ordinally first; gives the new piece, null where no pair is left that occurs twice.
    /// </summary>
    public string? MergeCommonest()
    {
        (int Left, int Right)? best = null;
        foreach (var (candidate, count) in _counts)
        {
            if (count >= MinimumCount && (best is null || IsBefore(candidate, best.Value)))
                best = candidate;
        }

        if (best is not { } pair)
            return null;
        var piece = _pieces[pair.Left] + _pieces[pair.Right][WordPieceVocabularyBuilder.ContinuingPrefix.Length..];
        var id = Id(piece);
        foreach (var word in _places[pair].ToArray())
        {
            CountPairs(word, -1);
            _words[word] = (Merged(_words[word].Pieces, pair, id), _words[word].Count);
            CountPairs(word, 1);
        }

        return piece;
    }

    private bool IsBefore((int Left, int Right) a, (int Left, int Right) b)
    {
        if (_counts[a] != _counts[b])
            return _counts[a] > _counts[b];
        var left = string.CompareOrdinal(_pieces[a.Left], _pieces[b.Left]);
        return left != 0 ? left < 0 : string.CompareOrdinal(_pieces[a.Right], _pieces[b.Right]) < 0;
    }

    private void CountPairs(int word, int sign)
    {
        var (parts, count) = _words[word];
        for (var index = 1; index < parts.Length; index++)
        {
            var pair = (parts[index - 1], parts[index]);
            var total = _counts.GetValueOrDefault(pair) + sign * count;
            if (total == 0)
            {
                _counts.Remove(pair);
                _places.Remove(pair);
                continue;
            }

            _counts[pair] = total;
            if (!_places.TryGetValue(pair, out var at))
                _places[pair] = at = [];
            if (sign > 0)
                at.Add(word);
            else
                at.Remove(word);
        }
    }

    private static int[] Merged(int[] parts, (int Left, int Right) pair, int id)
    {
        var merged = new List<int>(parts.Length);
        for (var index = 0; index < parts.Length; index++)
        {
            if (index + 1 < parts.Length && (parts[index], parts[index + 1]) == pair)
            {
                merged.Add(id);
                index++;
            }
            else
            {
                merged.Add(parts[index]);
            }
        }

        return [.. merged];
    }

    private int Id(string piece)
    {
        if (!_ids.TryGetValue(piece, out var id))
        {
            _ids.Add(piece, id = _pieces.Count);
            _pieces.Add(piece);
        }

        return id;
    }
}
