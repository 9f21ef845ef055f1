using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>What could not be computed, and why.</summary>
internal static class GapsSection
{
    public static string Render(PageContext page)
    {
        var gaps = Gaps.Of(page.Input);
        if (gaps.Count == 0) return "";
        var table = new HtmlTable(
            "Figures that are missing, or that rest on less data than they seem to.", ["Label", "What", "Why", "Runs and seeds"], 3);
        foreach (var gap in gaps)
        {
            table.Row(
            [HtmlText.Isolated(gap.Label), HtmlText.Escape(gap.What), HtmlText.Isolated(gap.Why, 400), gap.Runs is { } n
                ? HtmlText.Count(n)
                : "all"]);
        }

        return PageContext.Section("gaps", "What could not be computed", table.ToString());
    }
}
