using Emotune.Diagnostics;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>The one run that a target such as Classify works on.</summary>
internal static class SingleRun
{
    /// <exception cref="DiagnosticException">EXP2007: several runs are there and none was named; EXP2006: it has failed.</exception>
    public static (ExperimentSession Experiment, RunSpec Run) Of(BuildSession session, string target)
    {
        var runs = session.Experiments
            .SelectMany(
                e => e.Spec.Runs.Where(r => e.Plan.RunFolders.Any(f => f == StageFolder.OfRun(r.Name, e.Spec.Seeds[0])))
                    .Select(r => (Experiment: e, Run: r)))
            .ToList();
        if (runs.Count != 1)
        {
            throw new DiagnosticException(
                Problems.PropertyMissing.Given(target, "Runs", $"one of {string.Join(", ", runs.Select(r => r.Run.Name))}"));
        }

        var (experiment, run) = runs[0];
        if (experiment.Failures.Any)
            throw new DiagnosticException(experiment.FailureReport());
        return (experiment, run);
    }
}
