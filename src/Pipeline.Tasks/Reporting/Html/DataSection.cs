using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>What the data is, what it is fit for, and what was counted in it.</summary>
internal static class DataSection
{
    public static string Render(PageContext page) =>
        PageContext.Section("data", "Data", Card(page.Input.Card) + Splits(page.Input.Dataset) + Labels(page.Input.Dataset));

    private static string Card(DataCard card)
    {
        var entries = Entries(card);
        if (entries.Count == 0) return $"<p>{NoCard.ToHtml()}</p>\n";
        var html = new HtmlText().Line("<dl>");
        foreach (var (name, text) in entries)
            html.Raw("<dt>").Text(name).Raw("</dt><dd>").Given(text, 4000).Line("</dd>");
        return html.Line("</dl>").ToString();
    }

    /// <summary>Said where the experiment has nothing to put on a card.</summary>
    internal static Prose NoCard => new Prose().Say("The experiment does not say where the data comes from. Its place is ")
        .Code("data_card").Say(" in the experiment’s file.");

    /// <summary>What the experiment says of its data: a card has no empty lines.</summary>
    internal static IReadOnlyList<(string Name, string Text)> Entries(DataCard card) =>
        [.. AllEntries(card).Where(e => e.Text is not null).Select(e => (e.Name, e.Text!))];

    /// <summary>What an experiment can say of its data; null where it does not.</summary>
    internal static IReadOnlyList<(string Name, string? Text)> AllEntries(DataCard card) =>
    [
        ("Source", card.Source), ("Licence", card.Licence), ("Citation", card.Citation), ("Language", card.Language),
        ("Intended use", card.IntendedUse), ("Limitations", card.Limitations),
    ];

    private static string Splits(DatasetSummary data)
    {
        var table = new HtmlTable($"The splits. Lengths are in word pieces. Longer texts are cut at {Numbers.Count(data.MaxLength)}.",
            ["Split", "Rows", "Without label", "Duplicates", "Cut", "Mean length", "Median", "95th percentile", "Longest"]);
        foreach (var s in data.Splits)
        {
            table.Row(
            [
                HtmlText.Isolated(s.Name), HtmlText.Count(s.Rows), HtmlText.Count(s.Unlabelled), HtmlText.Count(s.Duplicates),
                HtmlText.Count(s.Truncated),
                HtmlText.Figure(s.MeanTokens, 1), HtmlText.Figure(s.MedianTokens, 1), HtmlText.Figure(s.P95Tokens, 1),
                HtmlText.Count(s.MaxTokens),
            ]);
        }
        var shared = data.Shared.All(o => o.Rows == 0)
            ? "<p>No text is in two splits.</p>\n"
            : "<p>Rows whose text is in two splits: "
                + string.Join(
                    "; ", data.Shared.Select(
                        o => $"{HtmlText.Isolated(o.First)} and {HtmlText.Isolated(o.Second)}: {HtmlText.Count(o.Rows)}")) + ".</p>\n";
        return table + shared;
    }

    private static string Labels(DatasetSummary data)
    {
        var table = new HtmlTable("Rows that carry each label.", ["Label", "Train", "Validation", "Test"]);
        foreach (var l in data.Labels)
        {
            table.Row(
            [HtmlText.Isolated(l.Name), HtmlText.Count(l.TrainPositives), HtmlText.Count(l.ValidationPositives),
                HtmlText.Count(l.TestPositives)], subject: Subject.Of(l.Name));
        }

        return PageContext.OnScreen(table.ToString());
    }
}
