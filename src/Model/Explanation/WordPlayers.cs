using System.Globalization;
using System.Text;
using Encoding = Emotune.Tokenization.Encoding;

namespace Emotune.Model.Explanation;

/// <summary>A player and the places of its word pieces in the input.</summary>
internal sealed record PlayerPieces(Player Player, int[] Positions);

/// <summary>The players of a text: what is kept or masked as one.</summary>
internal static class WordPlayers
{
    /// <summary>
    /// Words: pieces without white space between them, less the punctuation about them, which is a player of its own unless it is a pair
    /// of square brackets, as in [NAME]. Ideographs and kana, which have no spaces, are players one by one. A piece of white space alone
    /// goes with the word before it, else with the one after it.
    /// </summary>
    public static IReadOnlyList<PlayerPieces> Words(string text, Encoding encoding)
    {
        var players = new List<PlayerPieces>();
        var pieces = WithoutBlanks(Pieces(text, encoding));
        for (var start = 0; start < pieces.Count;)
        {
            var end = start + 1;
            while (end < pieces.Count && pieces[end].Player.Start <= pieces[end - 1].Player.End && !StandsAlone(pieces[end - 1])
                && !StandsAlone(pieces[end]))
            {
                end++;
            }

            AddRun(text, pieces.GetRange(start, end - start), players);
            start = end;
        }

        return players;
    }

    /// <summary>Each word piece between the special tokens, without the white space that it begins or ends with.</summary>
    public static List<PlayerPieces> Pieces(string text, Encoding encoding)
    {
        var pieces = new List<PlayerPieces>();
        for (var position = 0; position < encoding.Ids.Length; position++)
        {
            var (start, end) = encoding.Offsets[position];
            if ((start, end) == (0, 0))
                continue;
            // Where a tokenizer does not trim offsets, a piece has the space before its word.
            var blank = string.IsNullOrWhiteSpace(text[start..end]);
            while (!blank && char.IsWhiteSpace(text[start]))
                start++;
            while (!blank && char.IsWhiteSpace(text[end - 1]))
                end--;
            pieces.Add(new PlayerPieces(new Player(text[start..end], start, end), [position]));
        }

        return pieces;
    }

    // A byte-level tokenizer has a piece for each further space, with no extent once its spaces are trimmed, and for line breaks.
    private static List<PlayerPieces> WithoutBlanks(List<PlayerPieces> pieces)
    {
        var seen = new List<PlayerPieces>();
        var leading = new List<int>();
        foreach (var piece in pieces)
        {
            if (!string.IsNullOrWhiteSpace(piece.Player.Word))
                seen.Add(seen.Count == 0 ? piece with { Positions = [.. leading, .. piece.Positions] } : piece);
            else if (seen.Count == 0)
                leading.AddRange(piece.Positions);
            else
                seen[^1] = seen[^1] with { Positions = [.. seen[^1].Positions, .. piece.Positions] };
        }

        return seen;
    }

    private static void AddRun(string text, List<PlayerPieces> run, List<PlayerPieces> players)
    {
        var (first, last) = (run.FindIndex(IsWordLike), run.FindLastIndex(IsWordLike));
        if (first < 0)
        {
            players.Add(Join(text, run));
            return;
        }

        if (first > 0 && last < run.Count - 1 && run[first - 1].Player.Word == "[" && run[last + 1].Player.Word == "]")
            (first, last) = (first - 1, last + 1);
        foreach (var part in new[] { run[..first], run[first..(last + 1)], run[(last + 1)..] })
        {
            if (part.Count > 0)
                players.Add(Join(text, part));
        }
    }

    private static PlayerPieces Join(string text, List<PlayerPieces> pieces)
    {
        var (start, end) = (pieces.Min(p => p.Player.Start), pieces.Max(p => p.Player.End));
        return new PlayerPieces(new Player(text[start..end], start, end), [.. pieces.SelectMany(p => p.Positions)]);
    }

    private static bool IsWordLike(PlayerPieces piece) => piece.Player.Word.EnumerateRunes().Any(rune => Rune.IsLetterOrDigit(rune));

    private static bool StandsAlone(PlayerPieces piece) =>
        Rune.DecodeFromUtf16(piece.Player.Word, out var rune, out _) == System.Buffers.OperationStatus.Done
        && rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0x20000 and <= 0x323AF)
        && Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherLetter;
}
