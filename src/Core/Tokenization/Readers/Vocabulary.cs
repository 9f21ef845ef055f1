using Emotune.Diagnostics;

namespace Emotune.Tokenization.Readers;

/// <summary>Pieces by id and ids by piece.</summary>
internal sealed class Vocabulary
{
    private readonly string[] _pieces;
    private readonly Dictionary<string, int> _ids;

    private Vocabulary(string[] pieces, Dictionary<string, int> ids) => (_pieces, _ids) = (pieces, ids);

    /// <summary>One more than the highest id that a text can have.</summary>
    public int Count => _pieces.Length;

    /// <summary>The number of different pieces, an empty one included.</summary>
    public int PieceCount => _ids.Count;

    /// <summary>The piece with an id; empty where none has it.</summary>
    public string this[int id] => _pieces[id];

    /// <summary>The pieces in the order of their ids.</summary>
    public IReadOnlyList<string> Pieces => _pieces;

    public bool Contains(string piece) => _ids.ContainsKey(piece);

    public int? Find(string piece) => _ids.TryGetValue(piece, out var id) ? id : null;

    /// <summary>A vocabulary of JSON, whose ids are 0 to the count less one, each once.</summary>
    /// <param name="file">Where the entries come from, for messages.</param>
    /// <exception cref="DiagnosticException">A piece or an id is there twice, or an id is missing.</exception>
    public static Vocabulary Create(IReadOnlyCollection<(string Piece, int Id)> entries, string file)
    {
        var ids = new Dictionary<string, int>(entries.Count, StringComparer.Ordinal);
        var owners = new Dictionary<int, string>(entries.Count);
        foreach (var (piece, id) in entries)
        {
            if (!ids.TryAdd(piece, id))
                throw new DiagnosticException(Problems.VocabularyPieceTwice.In(file, piece, ids[piece], id));
            if (!owners.TryAdd(id, piece))
                throw new DiagnosticException(Problems.VocabularyIdTwice.In(file, id, owners[id], piece));
        }

        for (var id = 0; id < entries.Count; id++)
        {
            if (!owners.ContainsKey(id))
                throw new DiagnosticException(Problems.VocabularyGap.In(file, id, entries.Count, entries.Count - 1));
        }

        return Of(ids);
    }

    /// <summary>
    /// A vocabulary of lines. A piece's last line gives its id, white space at its end does not belong to it, and a blank line takes up an
    /// id that no text gets.
    /// </summary>
    public static Vocabulary FromLines(IReadOnlyList<string> lines)
    {
        var ids = new Dictionary<string, int>(lines.Count, StringComparer.Ordinal);
        for (var id = 0; id < lines.Count; id++)
            ids[lines[id].TrimEnd()] = id;
        return Of(ids);
    }

    /// <summary>The same with added tokens, which have their ids already.</summary>
    public Vocabulary With(IEnumerable<AddedToken> tokens)
    {
        var ids = new Dictionary<string, int>(_ids, StringComparer.Ordinal);
        foreach (var token in tokens)
            ids[token.Content] = token.Id;
        return Of(ids);
    }

    private static Vocabulary Of(Dictionary<string, int> ids)
    {
        var pieces = new string[ids.Where(entry => entry.Key.Length > 0).Select(entry => entry.Value + 1).DefaultIfEmpty().Max()];
        Array.Fill(pieces, "");
        foreach (var (piece, id) in ids)
        {
            if (piece.Length > 0)
                pieces[id] = piece;
        }

        return new Vocabulary(pieces, ids);
    }
}
