using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>The runs that have a result in this build, in the experiment's order.</summary>
internal static class FinishedRuns
{
    /// <summary>Those that have figures.</summary>
    public static IReadOnlyList<FinishedRun> Of(ExperimentSession experiment) => Without(experiment, experiment.Failures.OfRuns());

    /// <summary>Those that have explanations too.</summary>
    public static IReadOnlyList<FinishedRun> Explained(ExperimentSession experiment) =>
        Without(experiment, experiment.Failures.OfRuns().Concat(experiment.Unexplained()).DistinctBy(f => f.Key).ToDictionary());

    private static FinishedRun[] Without(ExperimentSession experiment, IReadOnlyDictionary<string, string> failed) =>
        [.. experiment.Spec.Runs.Select(run => Finished(experiment, run, failed)).OfType<FinishedRun>()];

    /// <summary>Null where none of its seeds has a result, or the run is not among those shown.</summary>
    private static FinishedRun? Finished(ExperimentSession experiment, RunSpec run, IReadOnlyDictionary<string, string> failed)
    {
        (long, string)[] seeds = [.. experiment.Plan.OfShownRuns
            .Where(n => n.Kind == StageKind.Train && n.Run == run.Name && !failed.ContainsKey(StageFolder.OfRun(run.Name, n.Seed!.Value)))
            .Select(n => (n.Seed!.Value, experiment.Artifacts.Run(run.Name, n.Seed.Value)))];
        return seeds.Length == 0
            ? null
            : new FinishedRun(run.Name, run.Method, run.LearningRate, run.Training.Epochs, RunPlan.TrainedFiles(run), seeds);
    }
}
