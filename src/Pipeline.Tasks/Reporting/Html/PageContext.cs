using Emotune.Pipeline.Reporting.Answers;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>What every section of the page is made of.</summary>
internal sealed record PageContext(
    ReportInput Input, IReadOnlyList<RunGroup> Groups, IReadOnlyDictionary<string, RunStyle> Styles, InlinePlot Plots)
{
    public static PageContext Of(ReportInput input, string plotsFolder) =>
        new(input, RunGroup.Of(input.Runs), RunStyle.For(input.Runs), new InlinePlot(plotsFolder));

    public IReadOnlyList<RunGroup> Finished { get; } = [.. Groups.Where(g => g.Finished.Count > 0)];

    /// <summary>What a section says where there are no explanations to show.</summary>
    public string NotExplained => $"<p>{(Input.ExplanationsFollow ? WordsAnswer.NotYet().ToHtml() : "No run has been explained.")}</p>\n";

    /// <summary>A run's name with the mark that it has in the plots.</summary>
    public string Run(string name) =>
        (Styles.TryGetValue(name, out var style)
            ? $"<span class=\"mark\" style=\"color:var(--run-{style.ColorHex[1..]}, {style.ColorHex})\" "
                + $"aria-hidden=\"true\">{style.Symbol}</span> "
            : "")
        + HtmlText.Isolated(name);

    public string RunAndSeed(RunResult run) => Run(run.Run) + FormattableString.Invariant($" <span class=\"seed\">· {run.Seed}</span>");

    /// <param name="onPaper">False where the section is left out in print.</param>
    public static string Section(string id, string heading, string body, bool onPaper = true) =>
        $"<section{Medium(onPaper)} id=\"{id}\" aria-labelledby=\"{id}-h\">\n<h2 id=\"{id}-h\">{heading}</h2>\n{body}</section>\n";

    /// <summary>Markup that is left out in print.</summary>
    public static string OnScreen(string body) => $"<div{Medium(onPaper: false)}>{body}</div>\n";

    /// <summary>The attribute of what is left out in print.</summary>
    public static string Medium(bool onPaper) => onPaper ? "" : " class=\"screen\"";
}
