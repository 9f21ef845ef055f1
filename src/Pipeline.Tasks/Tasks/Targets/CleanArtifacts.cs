using Emotune.Model.Diagnostics;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Removes an experiment's artifacts, or only those of runs that it no longer has.</summary>
public sealed class CleanArtifacts : PipelineTask
{
    /// <summary><c>store</c> leaves what earlier results can be restored from.</summary>
    public string? Keep { get; set; }

    /// <summary>Remove only the runs that the experiment no longer has.</summary>
    public bool Orphans { get; set; }

    protected override void Run()
    {
        if (!string.IsNullOrEmpty(Keep) && Keep != "store")
            throw new DiagnosticException(Problems.PropertyInvalid.Given("Keep", Keep, "store"));
        foreach (var experiment in Session.Experiments)
        {
            foreach (var path in Orphans ? OrphanRuns.In(experiment) : Everything(experiment.Artifacts))
            {
                Say($"Removing {Path.GetRelativePath(experiment.Artifacts.Root, path)}");
                if (Directory.Exists(path))
                    Directory.Delete(path, recursive: true);
                else
                    File.Delete(path);
            }
        }
    }

    // The lock is ours until the build ends, so its file stays.
    private IEnumerable<string> Everything(ArtifactFolder artifacts) =>
        Directory.EnumerateFileSystemEntries(artifacts.Root)
            .Where(p => p != artifacts.Lock && !(Keep == "store" && p == artifacts.Store))
            .Order(StringComparer.Ordinal);
}
