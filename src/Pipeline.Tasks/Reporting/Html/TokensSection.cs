using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>The words that speak most for each label, over all explained comments and seeds.</summary>
internal static class TokensSection
{
    private const int MostWords = 6;

    public static string Render(PageContext page)
    {
        var runs = page.Finished.Where(g => page.Input.LabelWords.Any(w => w.Run == g.Name)).ToArray();
        if (runs.Length == 0) return PageContext.Section("words", "Words", page.NotExplained);
        var table = new HtmlTable(
            "The words that add most to each label’s logit over all explained comments. Each has its sum, which is a mean over seeds, "
            + "and in "
            + "brackets the number of comments that contain it. <code>label_words.csv</code> has more words.",
            ["Label", .. runs.Select(g => page.Run(g.Name))], 1 + runs.Length)
        {
            Methods = runs.Select((r, i) => (i, r.Method)).ToDictionary(r => 1 + r.i, r => r.Method),
        };
        foreach (var label in page.Input.Dataset.Labels)
        {
            var cells = runs.Select(g => Words(page.Input, g.Name, label.Name)).ToArray();
            table.Row(
                [HtmlText.Isolated(label.Name), .. cells.Select(c => c.Length > 0 ? c : "not explained")], subject: Subject.Of(label.Name));
        }
        return PageContext.Section("words", "Words", table.ToString());
    }

    private static string Words(ReportInput input, string run, string label) => string.Join(", ", input.LabelWords
        .Where(w => w.Run == run && w.Label == label).OrderBy(w => w.Rank).Take(MostWords)
        .Select(
            w => HtmlText.Isolated(SafeText.Line(w.Word, 40)) + " " + HtmlText.Exactly(w.TotalValue, Numbers.Signed(w.TotalValue, 2))
                + FormattableString.Invariant($" ({w.Comments})")));
}
