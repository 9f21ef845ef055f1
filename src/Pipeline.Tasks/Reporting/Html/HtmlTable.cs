namespace Emotune.Pipeline.Reporting.Html;

/// <summary>A table with a caption and headed rows and columns, in a box that scrolls sideways where the screen is narrow.</summary>
/// <param name="Caption">Markup.</param>
/// <param name="Headings">Markup; the first heads the rows' own headings.</param>
internal sealed class HtmlTable(string caption, IReadOnlyList<string> headings, int textColumns = 1)
{
    private readonly List<string> _rows = [];

    /// <summary>Cells as markup: the first heads the row.</summary>
    public HtmlTable Row(IEnumerable<string> cells, string cssClass = "")
    {
        var all = cells.ToArray();
        var body = string.Concat(all.Skip(1).Select((c, i) => i + 1 < textColumns ? $"<td class=\"text\">{c}</td>" : $"<td>{c}</td>"));
        _rows.Add($"<tr{(cssClass.Length > 0 ? $" class=\"{cssClass}\"" : "")}><th scope=\"row\">{all[0]}</th>{body}</tr>");
        return this;
    }

    /// <summary>A row that says in words why it has no figures.</summary>
    public HtmlTable Remark(string heading, string remark)
    {
        _rows.Add(FormattableString.Invariant($"<tr class=\"failed\"><th scope=\"row\">{heading}</th><td class=\"text\" colspan=\"{headings.Count - 1}\">{remark}</td></tr>"));
        return this;
    }

    public override string ToString()
    {
        var head = string.Concat(headings.Select((h, i) => $"<th scope=\"col\"{(i < textColumns ? " class=\"text\"" : "")}>{h}</th>"));
        return $"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table, scrolls sideways\"><table>\n<caption>{caption}</caption>\n"
            + $"<thead><tr>{head}</tr></thead>\n<tbody>\n{string.Join("\n", _rows)}\n</tbody></table></div>\n";
    }
}
