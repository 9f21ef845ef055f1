using Emotune.Diagnostics;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Removes an experiment's results, or only those of runs that it no longer has.</summary>
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
            Clean(new(experiment.Artifacts, Say), experiment.Artifacts, () => OrphanRuns.In(experiment));
        foreach (var artifacts in Session.Leftovers.Select(l => l.Artifacts))
        {
            var cleaner = new ArtifactCleaner(artifacts, Say);
            Clean(cleaner, artifacts, () => OrphanRuns.In(artifacts, []));
            cleaner.RemoveFolder();
        }
    }

    private void Clean(ArtifactCleaner cleaner, ArtifactFolder artifacts, Func<IReadOnlyList<OrphanRun>> orphans)
    {
        if (!Orphans)
        {
            cleaner.RemoveAll(keepsStore: Keep == "store");
            return;
        }

        foreach (var orphan in orphans())
        {
            if (orphan.IsKept(TimeProvider.System.GetUtcNow()))
                Say(OrphanText.Kept(orphan, artifacts));
            else
                cleaner.RemoveResults(orphan.Folder);
        }
    }
}
