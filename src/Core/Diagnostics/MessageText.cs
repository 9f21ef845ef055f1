using System.Globalization;
using System.Text;

namespace Emotune.Diagnostics;

/// <summary>Makes text from a file fit for a message of one line.</summary>
internal static class MessageText
{
    private const int LongestExcerpt = 200;

    // A list of valid values or of places is longer than a value, and yet it can be read.
    private const int LongestClause = 2000;

    /// <summary>
    /// The message with the values in their places, without control characters. What the message quotes is a value that a user gave, of
    /// which an excerpt is enough.
    /// </summary>
    public static string Fill(string format, params ReadOnlySpan<object?> given)
    {
        var values = new object?[given.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = given[i] is string text ? Excerpt(text, IsQuoted(format, i) ? LongestExcerpt : LongestClause) : given[i];
        return Escape(string.Format(CultureInfo.InvariantCulture, format, values));
    }

    /// <summary>The start of a long text, whole characters of it.</summary>
    public static string Excerpt(string text) => Excerpt(text, LongestExcerpt);

    private static string Excerpt(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var length = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return text[..length] + "…";
    }

    private static bool IsQuoted(string format, int value) =>
        format.Contains(string.Create(CultureInfo.InvariantCulture, $"'{{{value}}}'"), StringComparison.Ordinal);

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
