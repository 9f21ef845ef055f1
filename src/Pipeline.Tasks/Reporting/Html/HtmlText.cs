using System.Text;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>A page as it grows. Text goes in escaped; what is given as markup is the program's own.</summary>
internal sealed class HtmlText
{
    private const int NameLimit = 120;

    private readonly StringBuilder _text = new();

    public HtmlText Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    public HtmlText Line(string markup) => Raw(markup).Raw("\n");

    /// <summary>The program's own words.</summary>
    public HtmlText Text(string text) => Raw(Escape(text));

    /// <summary>A name or text of somebody else's: escaped, and isolated so that its direction stays its own.</summary>
    public HtmlText Given(string text, int limit = NameLimit) => Raw(Isolated(text, limit));

    public override string ToString() => _text.ToString();

    public static string Escape(string text) => Encode(SafeText.Visible(text));

    /// <summary>On one line and cut at the limit, so that a name cannot fill the page; the tables for programs have all of it.</summary>
    public static string Isolated(string text, int limit = NameLimit) => $"<bdi>{Encode(SafeText.Line(text, limit))}</bdi>";

    /// <summary>For an attribute's value: one line, at most 200 letters.</summary>
    public static string Attribute(string text) => Encode(SafeText.Line(text, 200));

    // WebUtility.HtmlEncode turns every ± and every emoji into a number, and a report is also read as text.
    private static string Encode(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal);

    /// <summary>A figure to read and, for programs, every digit of it.</summary>
    public static string Figure(double? value, int digits = 3) => Exactly(value, Numbers.Figure(value, digits));

    public static string Exactly(double? value, string shown) => value is null
        ? $"<span class=\"undefined\">{Numbers.Undefined}</span>"
        : $"<data value=\"{Numbers.Exact(value)}\">{Escape(shown)}</data>";

    public static string Count(long value) => FormattableString.Invariant($"<data value=\"{value}\">{Numbers.Count(value)}</data>");
}
