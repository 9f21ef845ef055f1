using System.Net;
using System.Text.RegularExpressions;
using Emotune.Model.Training;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>A table with a caption and headed rows and columns, in a box that scrolls sideways where the screen is narrow.</summary>
/// <param name="caption">Markup.</param>
/// <param name="headings">Markup; the first heads the rows' own headings.</param>
internal sealed partial class HtmlTable(string caption, IReadOnlyList<string> headings, int textColumns = 1)
{
    private readonly List<string> _rows = [];

    /// <summary>The method that a column is of, by its index: the page can leave one out.</summary>
    public IReadOnlyDictionary<int, FineTuningMethod> Methods { get; init; } = new Dictionary<int, FineTuningMethod>();

    /// <summary>Cells as markup: the first heads the row.</summary>
    /// <param name="subject">From <see cref="Subject"/>: what the row is of.</param>
    public HtmlTable Row(IEnumerable<string> cells, string cssClass = "", string subject = "")
    {
        var all = cells.ToArray();
        var body = string.Concat(
            all.Skip(1).Select((c, i) => $"<td{(i + 1 < textColumns ? " class=\"text\"" : "")}{MethodOf(i + 1)}>{c}</td>"));
        _rows.Add($"<tr{(cssClass.Length > 0 ? $" class=\"{cssClass}\"" : "")}{subject}><th scope=\"row\">{all[0]}</th>{body}</tr>");
        return this;
    }

    /// <summary>A row that says in words why it has no figures.</summary>
    public HtmlTable Remark(string heading, string remark, string subject = "")
    {
        var cell = FormattableString.Invariant($"<td class=\"text\" colspan=\"{headings.Count - 1}\">{remark}</td>");
        _rows.Add($"<tr class=\"failed\"{subject}><th scope=\"row\">{heading}</th>{cell}</tr>");
        return this;
    }

    public override string ToString()
    {
        var head = string.Concat(
            headings.Select((h, i) => $"<th scope=\"col\"{(i < textColumns ? " class=\"text\"" : "")}{MethodOf(i)}>{h}</th>"));
        return $"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{Name()}\">"
            + $"<table{(IsWide ? " class=\"wide\"" : "")}>\n<caption>{caption}</caption>\n"
            + $"<thead><tr>{head}</tr></thead>\n<tbody>\n{string.Join("\n", _rows)}\n</tbody></table></div>\n";
    }

    // So that it fits on paper.
    private bool IsWide => headings.Count > 9;

    private string MethodOf(int column) => Methods.TryGetValue(column, out var method) ? Subject.Of(method) : "";

    // The caption's first sentence, for those who hear of the box before the table.
    private string Name() => HtmlText.Attribute(WebUtility.HtmlDecode(Markup().Replace(caption, "")).Split(". ")[0].TrimEnd('.'));

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();
}

/// <summary>What a part of the page is of, as the attributes by which its script leaves parts out.</summary>
internal static class Subject
{
    public static string Of(FineTuningMethod method) => $" data-method=\"{(method == FineTuningMethod.Full ? "full" : "lora")}\"";

    public static string Of(string label) => $" data-label=\"{HtmlText.Attribute(label)}\"";
}
