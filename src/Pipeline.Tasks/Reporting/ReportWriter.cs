using Emotune.Pipeline.Reporting.Html;
using Emotune.Pipeline.Reporting.Markdown;
using Emotune.Pipeline.Reporting.Shown;
using Emotune.Pipeline.Reporting.Tables;

namespace Emotune.Pipeline.Reporting;

/// <summary>
/// The stage Report's work: <c>index.html</c>, <c>report.md</c>, <c>results.csv</c>, <c>per_label.csv</c>, <c>costs.csv</c>, and
/// <c>extra_sets.csv</c> where there are any.
/// </summary>
public static class ReportWriter
{
    /// <summary>Writes the report from the results and the figures that the stage Plot wrote; returns the files' names, sorted.</summary>
    /// <exception cref="Emotune.Model.Diagnostics.DiagnosticException">EXP6003 to EXP6006: input; EXP6007, EXP6008: plots; EXP6009: not
    /// written.</exception>
    public static IReadOnlyList<string> Write(ReportInput input, string plotsFolder, string outFolder)
    {
        ReportCheck.Require(input);
        (string Name, string Text)[] files =
        [
            ("costs.csv", CostsTable.Write(input)),
            .. input.ExtraSets.Count == 0 ? [] : new[] { ("extra_sets.csv", ExtraSetsTable.Write(input)) },
            ("index.html", Page.Render(input, plotsFolder)),
            ("per_label.csv", PerLabelTable.Write(input)),
            ("report.md", MarkdownReport.Render(input)),
            ("results.csv", ResultsTable.Write(input)),
            ("results.txt", ResultsText.Write(input)),
        ];
        foreach (var (name, text) in files) ReportFiles.Write(outFolder, name, text);
        return [.. files.Select(f => f.Name)];
    }
}
