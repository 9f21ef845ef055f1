namespace Emotune.Pipeline.Reporting.Html;

/// <summary>What ran and why, with what, and how to have it again.</summary>
internal static class ProvenanceSection
{
    public static string Render(PageContext page) => PageContext.Section("provenance", "What ran", new HtmlText()
        .Raw("<p>The command that repeats it:</p>\n<pre><code>").Text(Command(page.Input)).Line("</code></pre>")
        .Raw(Stages(page)).Raw(Versions(page.Input))
        .Raw("<details><summary>The experiment, every value that counts</summary>\n<pre dir=\"ltr\"><code>").Text(page.Input.ResolvedExperiment).Line("</code></pre></details>")
        .ToString());

    internal static string Command(ReportInput input) =>
        input.Command.Length > 0 ? input.Command : $"dotnet build Experiments.proj -t:Report -p:Experiment={input.Experiment}";

    private static string Stages(PageContext page)
    {
        var table = new HtmlTable("Stages by key, as they last ran: the same key means the same inputs, parameters and code.", ["Run · seed", "Stage", "Key", "Why"], 4);
        foreach (var stage in page.Input.SharedProvenance) table.Row(["all runs", .. Cells(stage)]);
        foreach (var run in page.Input.Runs)
        {
            foreach (var stage in run.Provenance) table.Row([page.RunAndSeed(run), .. Cells(stage)], subject: Subject.Of(run.Method));
        }
        return page.Input.SharedProvenance.Count + page.Input.Runs.Sum(r => r.Provenance.Count) == 0 ? "" : table.ToString();
    }

    private static string[] Cells(StageProvenance stage) =>
        [HtmlText.Isolated(stage.Stage), $"<code title=\"{HtmlText.Attribute(stage.KeyDigest)}\">{HtmlText.Escape(SafeText.Line(stage.KeyDigest, 17))}</code>", HtmlText.Isolated(stage.Reason)];

    private static string Versions(ReportInput input)
    {
        var table = new HtmlTable("Tools and their versions.", ["Tool", "Version"], 2);
        foreach (var v in input.Versions) table.Row([HtmlText.Isolated(v.Name), HtmlText.Isolated(v.Version)]);
        return input.Versions.Count == 0 ? "" : table.ToString();
    }
}
