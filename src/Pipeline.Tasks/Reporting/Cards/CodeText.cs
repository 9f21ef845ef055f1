using System.Globalization;
using System.Text;
using Emotune.Pipeline.Reporting.Markdown;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>Code within a card.</summary>
internal static class CodeText
{
    /// <summary>A block of its own. The code is the program's; what a user wrote is in it only as a <see cref="Literal"/>.</summary>
    public static string Block(string language, string code) => $"```{language}\n{code.TrimEnd('\n')}\n```\n";

    /// <summary>A command in a block of its own; as text where a name in it could end the block or be taken for a tag.</summary>
    public static string Command(string command) =>
        command.AsSpan().ContainsAny('<', '`') ? MarkdownText.Code(command) + "\n" : MarkdownText.Command(command);

    /// <summary>A text in double quotes, as C#, Python and JavaScript all read it.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in SafeText.Visible(text))
        {
            if (c is '"' or '\\')
                literal.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '`' or '<')
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                literal.Append(c);
        }

        return literal.Append('"').ToString();
    }
}
