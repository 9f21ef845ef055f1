using Emotune.Pipeline.Reporting;
using Emotune.Pipeline.Reporting.Plots;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("emotune-report-").FullName;

    public string Plots => System.IO.Path.Combine(Path, "plots");

    public string Report => System.IO.Path.Combine(Path, "report");

    /// <summary>Plots and report of the input; the page's text.</summary>
    public string WriteAll(ReportInput input)
    {
        PlotWriter.Write(input, Plots);
        ReportWriter.Write(input, Plots, Report);
        return Text("index.html");
    }

    public string Text(string name) => File.ReadAllText(System.IO.Path.Combine(Report, name));

    /// <summary>Every file below the folder with its bytes, by relative name.</summary>
    public SortedDictionary<string, string> Contents() => new(
        Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .ToDictionary(f => System.IO.Path.GetRelativePath(Path, f), f => Convert.ToHexString(File.ReadAllBytes(f))),
        StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
