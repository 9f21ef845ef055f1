using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Finds out what the experiments name and nothing holds yet. Asks nobody.</summary>
public sealed class FindSources : ExperimentTask
{
    /// <summary>The experiments' files, once for each source that is missing, with a place where nothing is.</summary>
    [Output]
    public ITaskItem[] Missing { get; private set; } = [];

    /// <summary>Looked at here, so that nothing is fetched where it has another value.</summary>
    public string Progress { get; set; } = "lines";

    protected override void Run()
    {
        RequireProgress(Progress);
        Missing = [.. ReadAll().SelectMany(e => e.Paths.ToFetch.Select(s => ItemOf(e.File, s.Name)))];
    }

    private static TaskItem ItemOf(string file, string name) =>
        new(MSBuildText.Escape(file), new Dictionary<string, string>
        {
            ["Place"] = MSBuildText.Escape(Spec.Experiment.ExperimentPaths.NotFetched(name)),
        });
}
