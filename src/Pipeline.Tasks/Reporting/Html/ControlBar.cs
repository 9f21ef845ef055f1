using Emotune.Model.Training;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>What the page's script offers: one method alone, some labels alone. Not there without script, which nothing needs.</summary>
internal static class ControlBar
{
    public static string Render(PageContext page)
    {
        var methods = page.Groups.Select(g => g.Method).Distinct().ToArray();
        var html = new HtmlText().Line("<div id=\"controls\" class=\"controls\" role=\"group\" aria-label=\"What the page shows\" hidden>");
        if (methods.Length > 1)
        {
            html.Line("<fieldset><legend>Runs</legend>")
                .Line(Box(FineTuningMethod.Full, "full fine-tuning")).Line(Box(FineTuningMethod.Lora, "LoRA")).Line("</fieldset>");
        }
        return html.Line(
            "<label>Labels with <input type=\"search\" id=\"label-filter\" autocomplete=\"off\" spellcheck=\"false\" size=\"12\"> in "
            + "their name</label>")
            .Line("<output id=\"label-count\" for=\"label-filter\"></output>").Line("</div>").ToString();
    }

    private static string Box(FineTuningMethod method, string name)
    {
        var shows = Subject.Of(method).Replace("data-method", "data-shows", StringComparison.Ordinal);
        return $"<label><input type=\"checkbox\" checked autocomplete=\"off\"{shows}> {name}</label>";
    }
}
