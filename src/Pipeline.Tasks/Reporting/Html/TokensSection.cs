namespace Emotune.Pipeline.Reporting.Html;

/// <summary>The words that speak most for each label, over all explained comments.</summary>
internal static class TokensSection
{
    private const int MostWords = 6;

    public static string Render(PageContext page)
    {
        var runs = page.Finished.Select(g => g.Finished.FirstOrDefault(r => r.TokenImportance.Count > 0)).OfType<RunResult>().ToArray();
        if (runs.Length == 0) return "";
        var table = new HtmlTable(
            "The words with the largest mean contribution to each label's logit, with that mean and, in brackets, in how many explained comments they stood.",
            ["Label", .. runs.Select(page.RunAndSeed)], 1 + runs.Length)
        {
            Methods = runs.Select((r, i) => (i, r.Method)).ToDictionary(r => 1 + r.i, r => r.Method),
        };
        foreach (var label in page.Input.Dataset.Labels)
        {
            var cells = runs.Select(r => Words(r, label.Name)).ToArray();
            if (cells.Any(c => c.Length > 0)) table.Row([HtmlText.Isolated(label.Name), .. cells.Select(c => c.Length > 0 ? c : "not explained")], subject: Subject.Of(label.Name));
        }
        return PageContext.Section("words", "Words", table.ToString());
    }

    private static string Words(RunResult run, string label) => string.Join(", ", run.TokenImportance
        .Where(t => t.Label == label).OrderByDescending(t => t.MeanValue).ThenBy(t => t.Word, StringComparer.Ordinal).Take(MostWords)
        .Select(t => HtmlText.Isolated(SafeText.Line(t.Word, 40)) + " " + HtmlText.Exactly(t.MeanValue, Numbers.Signed(t.MeanValue, 2)) + FormattableString.Invariant($" ({t.Count})")));
}
