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
        {
            var cleaner = new ArtifactCleaner(experiment.Artifacts, experiment.Plan, Say);
            if (Orphans)
                OrphanRuns.In(experiment).ToList().ForEach(cleaner.RemoveResults);
            else
                cleaner.RemoveAll(keepsStore: Keep == "store");
        }
    }
}
