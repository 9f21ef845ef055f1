using System.Globalization;
using System.Text;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>Text of others made safe to show: nothing in it may change how its surroundings are read.</summary>
internal static class SafeText
{
    /// <summary>
    /// Control characters, lone surrogates and bidirectional embeddings, overrides and isolates are written out as
    /// [U+202E]; tabs and newlines stay, and so do the marks that right-to-left text needs.
    /// </summary>
    public static string Visible(string text)
    {
        if (!text.Any(Suspect)) return text;
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i)) result.Append(text[i]).Append(text[++i]);
            else if (Hidden(text[i])) result.Append(CultureInfo.InvariantCulture, $"[U+{(int)text[i]:X4}]");
            else result.Append(text[i]);
        }
        return result.ToString();
    }

    /// <summary>On one line: white space of any kind becomes one space, and what is longer than the limit ends in an ellipsis.</summary>
    public static string Line(string text, int limit)
    {
        var line = string.Join(' ', Visible(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var elements = new StringInfo(line);
        return elements.LengthInTextElements <= limit ? line : elements.SubstringByTextElements(0, limit - 1) + "…";
    }

    private static bool Suspect(char c) => Hidden(c) || char.IsSurrogate(c);

    private static bool Hidden(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t' or '\r'))
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF'
        || char.IsSurrogate(c);
}
