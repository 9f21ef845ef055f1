using Emotune.Pipeline.Reporting.Answers;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>The answer in words, and the one figure that shows it.</summary>
internal static class AnswerSection
{
    public static string Render(PageContext page)
    {
        var answer = Answer.Of(page.Input);
        var html = new HtmlText().Raw("<p class=\"lead\">").Raw(answer.Lead.ToHtml()).Line("</p>").Line("<div class=\"answers\">");
        foreach (var part in answer.Parts)
        {
            html.Raw("<div class=\"answer\"><h3>").Text(part.Question).Line("</h3>");
            foreach (var sentence in part.Sentences) html.Raw("<p>").Raw(sentence.ToHtml()).Line("</p>");
            html.Line("</div>");
        }
        html.Line("</div>").Line("<div class=\"figures\">")
            .Raw(page.Plots.Figure(
                PlotNames.Differences,
                "The distance between LoRA and full fine-tuning on the same test comments. If a bar crosses the line at zero, no "
                + "difference is shown. The table of differences has the figures."))
            .Line("</div>");
        return PageContext.Section("answer", "The answer", html.ToString());
    }
}
