using Emotune.Model.Stages;
using Emotune.Platform;

namespace Emotune.Pipeline.Plan;

/// <summary>Another artifacts folder that the report is set beside.</summary>
/// <param name="Name">As the user gave it.</param>
/// <param name="Folder">Of the experiment's results in it.</param>
internal sealed record BaselineFolder(string Name, string Folder)
{
    /// <summary>The experiment's folder below the named one, or that itself.</summary>
    public static IReadOnlyList<string> Candidates(string name, string experiment) =>
        [Path.GetFullPath(Path.Combine(name, experiment)), Path.GetFullPath(name)];
}

/// <summary>What the report reads of a baseline.</summary>
internal static class BaselineFiles
{
    private static readonly (string Stage, string File)[] Read =
    [
        (StageLayout.Evaluate.Folder, StageLayout.Evaluate.Metrics), (StageLayout.Predict.Folder, StageLayout.Predict.Test),
        (StageLayout.Calibrate.Folder, StageLayout.Calibrate.Calibration), (StageLayout.Calibrate.Folder, StageLayout.Calibrate.Thresholds),
    ];

    /// <summary>The files that are there, of any run and seed.</summary>
    public static IReadOnlyList<NamedFile> In(BaselineFolder baseline) =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(baseline.Folder, StageLayout.Runs)).SelectMany(Directory.EnumerateDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(run => Read.Select(r => Path.Combine(run, r.Stage, r.File)).Where(File.Exists))
            .Select(file => new NamedFile("baseline/" + PathText.Below(baseline.Folder, file), file)),
    ];

    public static IEnumerable<StageInput> Inputs(IReadOnlyList<NamedFile> baseline) =>
        baseline.Select(f => new StageInput(f.Name, f.Path));
}
