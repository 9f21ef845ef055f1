using Emotune.Model.Stages;
using Emotune.Pipeline.Reporting.Html;
using Emotune.Pipeline.Reporting.Markdown;
using Emotune.Pipeline.Reporting.Shown;
using Emotune.Pipeline.Reporting.Tables;

namespace Emotune.Pipeline.Reporting;

/// <summary>
/// The stage Report's work: <c>index.html</c>, <c>report.md</c>, <c>results.csv</c>, <c>per_label.csv</c>, <c>costs.csv</c>, and
/// <c>extra_sets.csv</c> where there are any.
/// </summary>
internal static class ReportWriter
{
    /// <summary>Writes the report from the results and the figures that the stage Plot wrote; returns the files' names, sorted.</summary>
    /// <exception cref="Emotune.Diagnostics.DiagnosticException">EXP6003 to EXP6006: input; EXP6007, EXP6008: plots; EXP6009: not
    /// written.</exception>
    public static IReadOnlyList<string> Write(ReportInput input, string plotsFolder, string outFolder)
    {
        ReportCheck.Require(input);
        (string Name, string Text)[] files =
        [
            (StageLayout.Report.Costs, CostsTable.Write(input)),
            .. input.ExtraSets.Count == 0 ? [] : new[] { (StageLayout.Report.ExtraSets, ExtraSetsTable.Write(input)) },
            (StageLayout.Report.Page, Page.Render(input, plotsFolder)),
            (StageLayout.Report.PerLabel, LabelsTable.Write(input)),
            (StageLayout.Report.Markdown, MarkdownReport.Render(input)),
            (StageLayout.Report.Results, ResultsTable.Write(input)),
            (StageLayout.Report.ResultsText, ResultsText.Write(input)),
        ];
        foreach (var (name, text) in files) ReportFiles.Write(outFolder, name, text);
        return [.. files.Select(f => f.Name)];
    }
}
