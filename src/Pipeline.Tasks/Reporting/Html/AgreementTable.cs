using Emotune.Model.Comparison;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>How far runs, and seeds of one run, look at the same words.</summary>
internal static class AgreementTable
{
    public static string Render(PageContext page)
    {
        if (page.Input.Agreements.Count == 0) return "";
        var table = new HtmlTable(
            FormattableString.Invariant(
                $"Agreement of the words’ ranks, a mean over comments: the share of the {Agreements.TopWords} foremost words ")
                + "that both have, rank-biased overlap, Kendall’s τ-b; in brackets the interval over comments, and behind it what "
                + "shuffled words come to.",
            ["Between", "Comments", .. Agreements.Names.Select(Title)]);
        foreach (var group in page.Input.Agreements)
        {
            table.Row(
            [
                group.Kind == AgreementKind.Runs
                    ? page.Run(group.First) + " and " + page.Run(group.Second)
                    : "seeds of " + page.Run(group.First),
                HtmlText.Count(group.Comments), .. group.Measures.Select(Measure),
            ]);
        }
        return table.ToString();
    }

    private static string Measure(AgreementMeasure measure) =>
        ResultsSection.WithInterval(measure.Agreement) + " <span class=\"interval\">shuffled " + HtmlText.Figure(measure.Shuffled.Value)
            + "</span>";

    private static string Title(string name) => name switch
    {
        Agreements.TopOverlap => "Foremost words shared",
        Agreements.RankBiasedOverlap => "Rank-biased overlap",
        _ => "Kendall’s τ-b",
    };
}
