using System.Security.Cryptography;
using System.Text;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>The whole page in one file: style, pictures and one small script within, nothing from a network.</summary>
internal static class Page
{
    public static string Render(ReportInput input, string plotsFolder)
    {
        var page = PageContext.Of(input, plotsFolder);
        var title = input.Title.Length > 0 ? input.Title : input.Experiment;
        var script = Resource("report.js");
        return new HtmlText()
            .Line("<!DOCTYPE html>").Line("<html lang=\"en\">").Line("<head>").Line("<meta charset=\"utf-8\">")
            .Line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Line("<meta name=\"color-scheme\" content=\"light dark\">")
            .Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ")
            .Line($"img-src data:; script-src '{Digest(script)}'\">")
            .Line($"<title>{HtmlText.Attribute(title)}</title>").Raw("<style>\n").Raw(Resource("report.css")).Line("</style>")
            .Line("</head>").Line("<body>")
            .Line("<a class=\"skip\" href=\"#answer\">To the answer</a>")
            .Line($"<header><h1>{HtmlText.Isolated(title)}</h1>").Line($"<p>{Subtitle(input, page)}</p>")
            .Line($"<p class=\"paper\">{Paper}</p>")
            .Raw(LeftOut.Say(input) is { } leftOut ? $"<p>{leftOut.ToHtml()}</p>\n" : "").Line("</header>")
            .Line(Contents(input)).Line("<main>").Raw(ControlBar.Render(page))
            .Raw(AnswerSection.Render(page)).Raw(ResultsSection.Render(page)).Raw(CalibrationSection.Render(page))
            .Raw(ExtraSetsSection.Render(page)).Raw(LabelsSection.Render(page))
            .Raw(ThresholdsSection.Render(page)).Raw(ConfusionSection.Render(page))
            .Raw(MistakesSection.Render(page))
            .Raw(CommentsSection.Render(page)).Raw(TokensSection.Render(page)).Raw(TrainingSection.Render(page))
            .Raw(ExportedSection.Render(page))
            .Raw(DataSection.Render(page))
            .Raw(GapsSection.Render(page)).Raw(ProvenanceSection.Render(page))
            .Line("</main>").Line($"<script>{script}</script>").Line("</body>").Line("</html>").ToString();
    }

    private static string Contents(ReportInput input) =>
        "<nav aria-label=\"Contents\"><a href=\"#answer\">Answer</a> <a href=\"#results\">Results</a> <a "
        + "href=\"#calibration\">Probabilities</a> "
        + (input.ExtraSets.Count == 0 ? "" : "<a href=\"#other-data\">Other data</a> ")
        + "<a href=\"#labels\">Labels</a> <a href=\"#thresholds\">Thresholds</a> <a href=\"#confusion\">Confusion</a> "
        + (MistakesSection.Exists(input) ? "<a href=\"#mistakes\">Mistakes</a> " : "")
        + "<a href=\"#comments\">Comments</a> <a "
        + "href=\"#words\">Words</a> <a href=\"#training\">Training</a> "
        + (input.Exports.Count == 0 ? "" : "<a href=\"#exported\">Exported</a> ")
        + "<a href=\"#data\">Data</a> <a "
        + "href=\"#provenance\">What ran</a></nav>";

    private static string Subtitle(ReportInput input, PageContext page)
    {
        var test = input.Dataset.Splits.FirstOrDefault(s => s.Name == "test");
        string[] counts =
        [
            Plural(input.Dataset.Labels.Count, "label"), Plural(page.Groups.Count, "run"),
            Plural(input.Runs.Select(r => r.Seed).Distinct().Count(), "seed"),
            .. test is null ? [] : new[] { $"{Numbers.Count(test.Rows)} test comments" },
        ];
        return $"Experiment {HtmlText.Isolated(input.Experiment)}: {string.Join(", ", counts)}.";
    }

    private const string Paper = "This is the short form for paper. The page itself has thresholds, mistakes, every seed’s diagram, all "
        + "figures by label, more comments, the cost of each stage and a record of what ran.";

    private static string Plural(int count, string what) => Numbers.Count(count) + " " + what + (count == 1 ? "" : "s");

    // The one script that may run: whatever else finds its way into the page, a browser refuses.
    private static string Digest(string script) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    private static string Resource(string name)
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
