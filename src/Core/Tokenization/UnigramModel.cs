using Emotune.Tokenization.Readers;

namespace Emotune.Tokenization;

/// <summary>
/// The most probable pieces of a word by a unigram language model (Kudo 2018), found as the reference finds them: sums of log
/// probabilities from left to right, and of equals the one that comes first. Linear in the word's length.
/// </summary>
internal sealed class UnigramModel
{
    private const double UnknownPenalty = 10;

    private readonly PieceTrie _trie;
    private readonly IReadOnlyList<double> _scores;
    private readonly int _unknownId;
    private readonly double _unknownScore;

    public UnigramModel(Vocabulary vocabulary, IReadOnlyList<double> scores, int unknownId)
    {
        _trie = new PieceTrie(vocabulary.Pieces);
        (_scores, _unknownId, _unknownScore) = (scores, unknownId, scores.Min() - UnknownPenalty);
    }

    public WordPieces Split(string word)
    {
        // The best way to each place: its score, and the last piece on it with its beginning.
        var (best, ids, starts) = (new double[word.Length + 1], new int[word.Length + 1], new int[word.Length + 1]);
        Array.Fill(starts, -1);
        for (int at = 0, length; at < word.Length; at += length)
        {
            length = char.IsHighSurrogate(word[at]) && at + 1 < word.Length ? 2 : 1;
            var hasCharacter = false;
            var node = PieceTrie.Root;
            for (var end = at; end < word.Length && _trie.TryMove(ref node, word[end], out var id); end++)
            {
                if (id < 0)
                    continue;
                Offer(at, end + 1, id, _scores[id]);
                hasCharacter |= end + 1 == at + length;
            }

            if (!hasCharacter)
                Offer(at, at + length, _unknownId, _unknownScore);
        }

        return Way(word.Length, ids, starts);

        void Offer(int from, int to, int id, double score)
        {
            var sum = score + best[from];
            if (starts[to] < 0 || sum > best[to])
                (best[to], ids[to], starts[to]) = (sum, id, from);
        }
    }

    // Neighbouring unknown pieces become one.
    private WordPieces Way(int length, int[] ids, int[] starts)
    {
        var pieces = new List<(int Id, int First, int Last)>();
        for (var end = length; end > 0; end = starts[end])
        {
            var fuses = ids[end] == _unknownId && pieces.Count > 0 && pieces[^1].Id == _unknownId;
            if (fuses)
                pieces[^1] = pieces[^1] with { First = starts[end] };
            else
                pieces.Add((ids[end], starts[end], end - 1));
        }

        pieces.Reverse();
        return new WordPieces(
            [.. pieces.Select(piece => piece.Id)], [.. pieces.Select(piece => piece.First)], [.. pieces.Select(piece => piece.Last)]);
    }
}
