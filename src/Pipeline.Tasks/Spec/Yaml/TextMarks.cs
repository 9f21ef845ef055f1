using System.Buffers;
using System.Globalization;
using YamlDotNet.Core;

namespace Emotune.Pipeline.Spec.Yaml;

/// <summary>Finds what the library's scanner takes for something else: a NUL for the end of the text, a tab for anything.</summary>
internal static class TextMarks
{
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(c => (char)c).Except(['\t', '\n', '\r'])]);

    /// <summary>The first character that YAML allows only as an escape; null where there is none.</summary>
    public static (Mark At, string Name)? Unprintable(string text)
    {
        var index = text.AsSpan().IndexOfAny(Controls);
        return index < 0 ? null : (MarkOf(text, index), string.Create(CultureInfo.InvariantCulture, $"U+{(int)text[index]:X4}"));
    }

    /// <summary>
    /// The first tab among the spaces that some lines begin with, lines counted from one; null where there is none. A tab before the first
    /// key comes before all others: the library notices it only at the next key.
    /// </summary>
    public static Mark? IndentingTab(string text, long firstLine, long lastLine)
    {
        var (start, isFirst) = (0, true);
        for (var line = 1L; line <= lastLine && start < text.Length; line++)
        {
            var rest = text.AsSpan(start);
            var length = rest.IndexOfAnyExcept(' ');
            if ((line >= firstLine || isFirst) && length >= 0 && rest[length] == '\t')
                return new Mark(start + length, line, length + 1);
            isFirst &= !HasContent(rest);
            var end = text.IndexOf('\n', start);
            start = end < 0 ? text.Length : end + 1;
        }

        return null;
    }

    private static bool HasContent(ReadOnlySpan<char> text)
    {
        var line = text[..(text.IndexOf('\n') is var end and >= 0 ? end : text.Length)].Trim();
        return !line.IsEmpty && line[0] is not ('#' or '%') && line is not "---";
    }

    private static Mark MarkOf(string text, int index)
    {
        var before = text.AsSpan(0, index);
        return new Mark(index, before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }
}
