using Emotune.Model.Data;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>How runs fare on other labelled data, with test over the same labels beside it; not there without any.</summary>
internal static class ExtraSetsSection
{
    public static string Render(PageContext page) => page.Input.ExtraSets.Count == 0
        ? ""
        : PageContext.Section("other-data", "On other data", string.Concat(page.Input.ExtraSets.Select(set =>
            string.Concat(ExtraSets.Describe(set).Select(s => $"<p>{s.ToHtml()}</p>\n")) + Table(page, set) + Mapping(set))));

    private static string Table(PageContext page, PreparedExtraSet set)
    {
        var table = new HtmlTable(
            $"Runs on {HtmlText.Isolated(set.Statistics.Name)} and on test. {ExtraSets.Basis} Brackets hold intervals over comments.",
            ["Run · seed", "On", "Comments", .. ExtraSets.Figures.Select(f => f.Title)], 2);
        foreach (var group in page.Groups)
        {
            var rows = ExtraSets.Rows(set, group.All).ToArray();
            foreach (var row in rows) table.Row(Cells(page, row), subject: Subject.Of(group.Method));
            foreach (var on in rows.GroupBy(r => r.OfTest).Where(g => g.Count() > 1))
            {
                table.Row(
                Mean(page, group, [.. on]), "mean", Subject.Of(group.Method));
            }
        }
        return table.ToString();
    }

    private static IEnumerable<string> Cells(PageContext page, ExtraSetRow row) =>
    [
        page.RunAndSeed(row.Run), HtmlText.Isolated(row.On), HtmlText.Count(row.Figures.Rows),
        .. ExtraSets.Figures.Select(f => ResultsSection.WithInterval(f.Read(row.Figures), f.Digits)),
    ];

    private static IEnumerable<string> Mean(PageContext page, RunGroup group, ExtraSetRow[] rows) =>
    [
        ResultsSection.MeanOf(page, group, rows.Length),
        HtmlText.Isolated(rows[0].On), "",
        .. ExtraSets.Figures.Select(f => ResultsSection.PlusMinus(SeedStatistics.Of(rows.Select(r => f.Read(r.Figures)?.Value)), f.Digits)),
    ];

    private static string Mapping(PreparedExtraSet set)
    {
        var table = new HtmlTable(
            $"What each label of {HtmlText.Isolated(set.Statistics.Name)} means in the experiment.",
                ["Label of the set", "Means", "Comments"], 2);
        foreach (var label in set.Coverage.Labels)
        {
            table.Row(
                [HtmlText.Isolated(label.Theirs), label.Ours.Count == 0
                    ? "ignored"
                    : string.Join(" or ", label.Ours.Select(o => HtmlText.Isolated(o))), HtmlText.Count(label.Rows)]);
        }

        return $"<details><summary>The labels of {HtmlText.Isolated(set.Statistics.Name)}</summary>\n{table}</details>\n";
    }
}
