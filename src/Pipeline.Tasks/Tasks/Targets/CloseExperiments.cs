using System.Globalization;
using Emotune.Diagnostics;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>The end of a build: the table of results, where the report is, and an error where a run has failed.</summary>
public sealed class CloseExperiments : PipelineTask
{
    /// <summary>What the store of earlier results may take, in GB (10⁹ bytes).</summary>
    public string StoreLimit { get; set; } = "";

    /// <summary>Shrink the store even if nothing was computed.</summary>
    public bool Prune { get; set; }

    protected override void Run()
    {
        var limit = Limit();
        foreach (var experiment in Session.Experiments)
        {
            if (Prune || experiment.AnythingRan)
            {
                var freed = experiment.Store.Prune(limit);
                if (freed > 0)
                    Say($"{experiment.Spec.Name}: the store gave up {freed / 1e6:0} MB of earlier results (StoreLimit {StoreLimit} GB).");
            }
            // What is kept asks for nothing.
            foreach (var orphan in OrphanRuns.ToTell(experiment).Where(o => !o.IsKept(TimeProvider.System.GetUtcNow())))
                Say(OrphanText.Removable(orphan, experiment));
            foreach (var run in experiment.LeftOut)
                Say(LeftOutText.Of(run));
            foreach (var line in experiment.ReportIsFresh ? ReportAnnouncement.Lines(experiment) : [])
                Say(line);
        }
        var failed = Session.Experiments.Where(e => e.Failures.Any).ToList();
        if (failed.Count > 0)
        {
            throw new DiagnosticException(
                [.. failed.SelectMany(e => e.Failures.Told(e.Paths.Places)), .. failed.Select(e => e.FailureReport())]);
        }
    }

    private long Limit() =>
        double.TryParse(StoreLimit, NumberStyles.Float, CultureInfo.InvariantCulture, out var gigabytes) && gigabytes is >= 0 and <= 1e9
            ? (long)(gigabytes * 1e9)
            : throw new DiagnosticException(Problems.PropertyInvalid.Given("StoreLimit", StoreLimit, "a number of GB, 0 or more"));
}
