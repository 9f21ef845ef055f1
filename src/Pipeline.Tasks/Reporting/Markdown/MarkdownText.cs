using System.Text;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Markdown;

/// <summary>Somebody else's text within Markdown: on one line, and without a meaning of its own.</summary>
internal static class MarkdownText
{
    private const string Special = "\\`*_{}[]()#+!|~$@:";

    public static string Escape(string text, int limit = 200)
    {
        var result = new StringBuilder();
        foreach (var c in SafeText.Line(text, limit))
        {
            if (c == '<') result.Append("&lt;");
            else if (c == '>') result.Append("&gt;");
            else if (c == '&') result.Append("&amp;");
            else if (Special.Contains(c, StringComparison.Ordinal)) result.Append('\\').Append(c);
            else result.Append(c);
        }
        return result.ToString();
    }

    /// <summary>Something to type, within a sentence.</summary>
    public static string Code(string text) =>
        // Not every reader of Markdown leaves tags in code alone, and a backtick would end the code.
        text.AsSpan().ContainsAny('<', '`') ? Escape(text, 1000) : $"`{SafeText.Line(text, 1000)}`";

    /// <summary>A command in a block of its own, which a reader can copy.</summary>
    public static string Command(string text) => text.AsSpan().ContainsAny('<', '`')
        ? $"{Escape(text, 4000)}\n"
        : $"```sh\n{SafeText.Visible(text).ReplaceLineEndings(" ")}\n```\n";

    public static string Table(IReadOnlyList<string> headings, IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        text.Append("| ").AppendJoin(" | ", headings).Append(" |\n|").AppendJoin("|", headings.Select((_, i) => i == 0 ? "---" : "---:"))
            .Append("|\n");
        foreach (var row in rows) text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        return text.ToString();
    }
}
