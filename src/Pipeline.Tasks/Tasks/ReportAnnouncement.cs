using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tasks;

/// <summary>What a build says of a report that it wrote: the results as a table, and where the page is.</summary>
internal static class ReportAnnouncement
{
    /// <param name="more">What is said after the page's path.</param>
    public static IEnumerable<string> Lines(ExperimentSession experiment, string more = "")
    {
        var report = experiment.Artifacts.Stage(StageKind.Report);
        var results = Path.Combine(report, StageLayout.Report.ResultsText);
        return File.Exists(results)
            ? [File.ReadAllText(results).TrimEnd(), $"Report: {Path.Combine(report, StageLayout.Report.Page)}{more}"]
            : [];
    }
}
