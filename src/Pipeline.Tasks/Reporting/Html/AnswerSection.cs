using Emotune.Pipeline.Reporting.Answers;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>The answer in words, and the one figure that shows it.</summary>
internal static class AnswerSection
{
    public static string Render(PageContext page)
    {
        var answer = Answer.Of(page.Input);
        var html = new HtmlText().Raw("<p class=\"lead\">").Raw(answer.Lead.ToHtml()).Line("</p>").Raw(Caution(answer.Caution))
            .Line("<div class=\"answers\">");
        foreach (var part in answer.Parts)
        {
            html.Raw("<div class=\"answer\"><h3>").Text(part.Question).Line("</h3>");
            foreach (var sentence in part.Sentences) html.Raw("<p>").Raw(sentence.ToHtml()).Line("</p>");
            html.Line("</div>");
        }
        html.Raw(page.Plots.Figure(
                PlotNames.Differences,
                "The distance between LoRA and full fine-tuning on the same test comments. If a bar crosses the line at zero, no "
                + "difference is shown. The table of differences has the figures."))
            .Line("</div>");
        return PageContext.Section("answer", "The answer", html.ToString());
    }

    private static string Caution(Caution caution)
    {
        if (caution.Withheld.Count + caution.Noted.Count == 0)
            return "";
        var html = new HtmlText().Line("<div class=\"caution\">");
        if (caution.Withheld.Count > 0)
            html.Line("<h3>Why it is not known yet</h3>").Raw(List(caution.Withheld));
        if (caution.Mending is { } mending)
        {
            html.Raw("<p>").Text(mending.Heading).Raw("</p>\n<pre><code>").Text(mending.Command).Line("</code></pre>")
                .Raw("<p>").Raw(mending.Beside.ToHtml()).Line("</p>");
        }
        if (caution.Noted.Count > 0)
            html.Line("<h3>What to keep in mind</h3>").Raw(List(caution.Noted));
        return html.Line("</div>").ToString();
    }

    private static string List(IReadOnlyList<Prose> sentences) =>
        $"<ul>\n{string.Concat(sentences.Select(s => $"<li>{s.ToHtml()}</li>\n"))}</ul>\n";
}
