using System.Globalization;
using System.Text;

namespace Emotune.Model.Diagnostics;

/// <summary>Makes text from a file fit for a message of one line.</summary>
internal static class MessageText
{
    private const int LongestExcerpt = 200;

    /// <summary>The start of a long text, whole characters of it.</summary>
    public static string Excerpt(string text)
    {
        if (text.Length <= LongestExcerpt)
            return text;
        var length = char.IsHighSurrogate(text[LongestExcerpt - 1]) ? LongestExcerpt - 1 : LongestExcerpt;
        return text[..length] + "…";
    }

    /// <summary>
    /// The text with an escape in place of each character that moves the cursor, ends a line or turns the direction of writing, and of
    /// each half of a surrogate pair without the other.
    /// </summary>
    public static string Escape(string text)
    {
        if (!text.Any(c => IsControl(c) || char.IsSurrogate(c)))
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
                escaped.Append(text, i++, 2);
            else if (IsControl(text[i]) || char.IsSurrogate(text[i]))
                escaped.Append(Escape(text[i]));
            else
                escaped.Append(text[i]);
        }

        return escaped.ToString();
    }

    private static string Escape(char c) => c switch
    {
        '\r' => @"\r",
        '\n' => @"\n",
        '\t' => @"\t",
        _ => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)c:X4}"),
    };

    private static bool IsControl(char c) => char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
