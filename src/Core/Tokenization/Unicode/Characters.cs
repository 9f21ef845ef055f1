using System.Globalization;
using System.Text;

namespace Emotune.Tokenization.Unicode;

/// <summary>
/// What a tokenizer asks of a character. White space, letters, numbers and lower case are the runtime's (.NET 10: Unicode 16.0), all else
/// <see cref="UnicodeRanges"/>'s. The reference asks newer libraries for the same, which may differ in characters that Unicode 17 has
/// added.
/// </summary>
internal static class Characters
{
    public const int CombiningDotAbove = 0x307;

    private const int CapitalIWithDot = 0x130;

    [Flags]
    private enum Class : byte { None = 0, Removed = 1, Punctuation = 2, NonSpacingMark = 4, Chinese = 8, Decomposable = 16 }

    private static readonly Class[] Classes = Classify();

    /// <summary>
    /// Dropped when a text is cleaned: U+0000, U+FFFD, controls but tab and line ends, formats, private use; unassigned characters stay.
    /// </summary>
    public static bool IsRemoved(int character) => (Classes[character] & Class.Removed) != 0;

    public static bool IsPunctuation(int character) => (Classes[character] & Class.Punctuation) != 0;

    public static bool IsNonSpacingMark(int character) => (Classes[character] & Class.NonSpacingMark) != 0;

    public static bool IsChinese(int character) => (Classes[character] & Class.Chinese) != 0;

    /// <summary>Whether canonical decomposition changes or may move the character, or accent stripping drops it.</summary>
    public static bool MayChangeInDecomposition(int character) =>
        character >= 0xC0 && (Classes[character] & (Class.Decomposable | Class.NonSpacingMark)) != 0;

    public static bool IsWhiteSpace(int character) => Rune.IsWhiteSpace(new Rune(character));

    public static bool IsLetter(int character) => Rune.IsLetter(new Rune(character));

    public static bool IsNumber(int character) => Rune.IsNumber(new Rune(character));

    /// <summary>A character of a regular expression's \w (UTS 18): alphabetic, mark, decimal digit, connector, joiner.</summary>
    public static bool IsWord(int character) => CharUnicodeInfo.GetUnicodeCategory(character) switch
    {
        <= UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation => true,
        UnicodeCategory.OtherSymbol => character is (>= 0x24B6 and <= 0x24E9) or (>= 0x1F130 and <= 0x1F149)
            or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189),
        _ => character is 0x200C or 0x200D,
    };

    /// <summary>The lower-case form of a character; that of İ alone has a second, <see cref="CombiningDotAbove"/>.</summary>
    public static int Lower(int character, out bool dotted)
    {
        dotted = character == CapitalIWithDot;
        return dotted ? 'i'
            : character < 0x80 ? character is >= 'A' and <= 'Z' ? character + 32 : character
            : Rune.ToLowerInvariant(new Rune(character)).Value;
    }

    /// <summary>
    /// The character at <paramref name="index"/> and its length in UTF-16 units; half a surrogate pair reads as U+FFFD, as in UTF-8.
    /// </summary>
    public static int At(ReadOnlySpan<char> text, int index, out int length)
    {
        var unit = text[index];
        length = 1;
        if (!char.IsSurrogate(unit))
            return unit;
        if (char.IsLowSurrogate(unit) || index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1]))
            return 0xFFFD;
        length = 2;
        return char.ConvertToUtf32(unit, text[index + 1]);
    }

    /// <summary>The character that ends before <paramref name="index"/>.</summary>
    public static int Before(ReadOnlySpan<char> text, int index, out int length)
    {
        var pair = index > 1 && char.IsSurrogatePair(text[index - 2], text[index - 1]);
        return At(text, index - (pair ? 2 : 1), out length);
    }

    /// <summary>The code points of ranges such as "AD 600-605", in hexadecimal.</summary>
    public static IEnumerable<int> Expand(string ranges)
    {
        foreach (var range in ranges.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = range.Split('-');
            var last = Hexadecimal(ends[^1]);
            for (var character = Hexadecimal(ends[0]); character <= last; character++)
                yield return character;
        }
    }

    public static int Hexadecimal(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static Class[] Classify()
    {
        var classes = new Class[0x110000];
        Mark(Class.Removed, Expand("0-8 B C E-1F 7F-9F FFFD"));
        Mark(Class.Removed, Expand(UnicodeRanges.Format));
        Mark(Class.Removed, Expand(UnicodeRanges.PrivateUse));
        Mark(Class.Punctuation, Expand("21-2F 3A-40 5B-60 7B-7E"));
        Mark(Class.Punctuation, Expand(UnicodeRanges.Punctuation));
        Mark(Class.NonSpacingMark, Expand(UnicodeRanges.NonSpacingMarks));
        Mark(Class.Chinese, Expand(UnicodeRanges.Chinese));
        Mark(Class.Decomposable, CanonicalDecomposition.Affected);
        return classes;

        void Mark(Class flag, IEnumerable<int> characters)
        {
            foreach (var character in characters)
                classes[character] |= flag;
        }
    }
}
