using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>Where a run's trained model lies.</summary>
internal static class TrainedModels
{
    public static ModelSource SourceOf(ExperimentSession experiment, RunSpec run, long seed) =>
        new(experiment.Artifacts.Stage(StageKind.Train, run.Name, seed), experiment.BackboneFolder);
}
