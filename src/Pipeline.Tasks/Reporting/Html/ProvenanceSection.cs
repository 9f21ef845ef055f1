using System.Globalization;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>What ran and why, with what, and how to have it again.</summary>
internal static class ProvenanceSection
{
    public static string Render(PageContext page) => PageContext.Section("provenance", "What ran", new HtmlText()
        .Raw("<p>This command repeats the experiment:</p>\n<pre><code>").Text(page.Input.BuildCommand().ToString()).Line("</code></pre>")
        .Raw(PageContext.OnScreen(Stages(page) + Inputs(page.Input) + Versions(page.Input)))
        .Raw("<details><summary>The experiment with every value that affects the results</summary>\n<pre dir=\"ltr\"><code>")
        .Text(page.Input.ResolvedExperiment).Line("</code></pre></details>")
        .ToString());

    private static string Stages(PageContext page)
    {
        var table = new HtmlTable(
            "The stages and their keys, as they last ran. The same key means the same inputs, parameters and code.",
                ["Run · seed", "Stage", "Key", "Why", "Duration", "Finished (UTC)", "Machine"], 4);
        foreach (var stage in page.Input.SharedProvenance) table.Row(["all runs", .. Cells(stage, page.Input.SharedCosts)]);
        foreach (var run in page.Input.Runs)
        {
            foreach (var stage in run.Provenance)
            {
                table.Row(
                [page.RunAndSeed(run), .. Cells(stage, run.Costs)], subject: Subject.Of(run.Method));
            }
        }
        return page.Input.SharedProvenance.Count + page.Input.Runs.Sum(r => r.Provenance.Count) == 0 ? "" : table.ToString();
    }

    private static string[] Cells(StageProvenance stage, IReadOnlyDictionary<string, StageCost> costs) =>
        [HtmlText.Isolated(stage.Stage),
            $"<code title=\"{HtmlText.Attribute(stage.KeyDigest)}\">{HtmlText.Escape(SafeText.Line(stage.KeyDigest, 17))}</code>",
            HtmlText.Isolated(stage.Reason, 300), .. Cost(costs.GetValueOrDefault(stage.Stage.ToLowerInvariant()))];

    private static string[] Cost(StageCost? cost) => cost is null
        ? ["not known", "not known", "not known"]
        : [
            HtmlText.Exactly(cost.Seconds, Numbers.Seconds(cost.Seconds)),
            cost.Finished.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            HtmlText.Isolated(SafeText.Line(cost.Host, 40)) + ", " + HtmlText.Isolated(SafeText.Line(cost.Processor, 60)),
        ];

    private static string Inputs(ReportInput input)
    {
        var table = new HtmlTable("The files that the results were made from, with the SHA-256 of their content.", ["File", "SHA-256"], 2);
        foreach (var file in input.InputFiles)
        {
            table.Row(
            [HtmlText.Isolated(file.Name), $"<code>{HtmlText.Escape(SafeText.Line(file.Sha256, 64))}</code>"]);
        }

        return input.InputFiles.Count == 0 ? "" : table.ToString();
    }

    private static string Versions(ReportInput input)
    {
        var table = new HtmlTable("Tools and their versions.", ["Tool", "Version"], 2);
        foreach (var v in input.Versions) table.Row([HtmlText.Isolated(v.Name), HtmlText.Isolated(v.Version)]);
        return input.Versions.Count == 0 ? "" : table.ToString();
    }
}
