using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>Fine-tunes each run and seed.</summary>
public sealed class TrainRuns : StageTask
{
    private protected override int ThreadsOf(ExperimentSession experiment, StageNode node) =>
        experiment.Spec.Runs.Single(r => r.Name == node.Run).Training.Threads;

    private protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        var run = work.Run;
        var request = new TrainRequest(
            new ModelStart(
                experiment.BackboneFolder,
                BackbonePlan.NameOf(work.Spec.Backbone),
                experiment.Paths.InitializeFrom.GetValueOrDefault(run.Name),
                run.Head.Pooling,
                run.Head.Dropout,
                run.Lora?.ToConfig())
            {
                BackboneRevision = BackbonePlan.RevisionOf(work.Spec.Backbone),
                InitializeFromAt = experiment.Paths.InitializeFromAt.GetValueOrDefault(run.Name),
            },
            run.ToOptions((int)work.Node.Seed!.Value),
            work.Folder(StageKind.Prepare),
            work.CheckpointFolder,
            TimeSpan.FromSeconds(run.Training.CheckpointSeconds),
            work.OutputFolder)
        { MaxLength = work.Spec.Data.MaxLength };
        return new StageYield(TrainStage.Run(request, work.Log, work.Cancellation));
    }
}
