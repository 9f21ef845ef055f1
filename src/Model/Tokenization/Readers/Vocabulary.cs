using Emotune.Model.Diagnostics;

namespace Emotune.Model.Tokenization.Readers;

/// <summary>Pieces by id and ids by piece; the ids are 0 to the count less one, each once.</summary>
internal sealed class Vocabulary
{
    private readonly string[] _pieces;
    private readonly Dictionary<string, int> _ids;

    private Vocabulary(string[] pieces, Dictionary<string, int> ids) => (_pieces, _ids) = (pieces, ids);

    public int Count => _pieces.Length;

    public string this[int id] => _pieces[id];

    public IReadOnlyList<string> Pieces => _pieces;

    public bool Contains(string piece) => _ids.ContainsKey(piece);

    public int? Find(string piece) => _ids.TryGetValue(piece, out var id) ? id : null;

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

        var pieces = new string[entries.Count];
        for (var id = 0; id < pieces.Length; id++)
        {
            pieces[id] = owners.TryGetValue(id, out var piece)
                ? piece
                : throw new DiagnosticException(Problems.VocabularyGap.In(file, id, pieces.Length, pieces.Length - 1));
        }

        return new Vocabulary(pieces, ids);
    }
}
