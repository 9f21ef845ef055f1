using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization;

/// <summary>
/// Takes out of a piece's offsets the spaces that the piece itself begins and ends with; counts characters, as the reference does.
/// </summary>
internal static class OffsetTrimmer
{
    /// <summary>How many characters that stand for white space a piece begins and ends with.</summary>
    public static (byte Leading, byte Trailing) SpacesOf(string piece)
    {
        var leading = piece.TakeWhile(IsSpace).Count();
        var trailing = piece.Reverse().TakeWhile(IsSpace).Count();
        return ((byte)Math.Min(leading, byte.MaxValue), (byte)Math.Min(trailing, byte.MaxValue));
    }

    /// <param name="first">Whether the piece is the text's first.</param>
    /// <param name="addPrefixSpace">Whether the one space before the text's beginning was put there, and is in no offset.</param>
    public static (int Start, int End) Trim(string text, TokenBuffer.Token token, bool first, bool addPrefixSpace)
    {
        var (start, end) = (token.Start, token.End);
        var added = addPrefixSpace && token.LeadingSpaces == 1 && (first || start == 0);
        for (var count = added ? 0 : token.LeadingSpaces; count > 0 && start < end; count--)
            start += LengthAt(text, start);

        var trimmed = end;
        for (var count = token.TrailingSpaces; count > 0; count--)
        {
            if (trimmed == 0)
                return (start, end);
            _ = Characters.Before(text, trimmed, out var length);
            trimmed -= length;
        }

        return (start, Math.Max(trimmed, start));
    }

    private static bool IsSpace(char character) => character == ByteAlphabet.Space || char.IsWhiteSpace(character);

    private static int LengthAt(string text, int index)
    {
        _ = Characters.At(text, index, out var length);
        return length;
    }
}
