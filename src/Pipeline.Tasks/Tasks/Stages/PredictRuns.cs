using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>Logits of validation and test, and of extra sets.</summary>
public sealed class PredictRuns : StageTask
{
    private protected override int ThreadsOf(ExperimentSession experiment, StageNode node) =>
        experiment.Spec.Runs.Single(r => r.Name == node.Run).Training.Threads;

    private protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        var model = TrainedModels.SourceOf(experiment, work.Run, work.Node.Seed!.Value);
        var inference = work.Spec.Prediction.ToInference(work.Run.Training.Threads);
        var prepared = work.Folder(StageKind.Prepare);
        if (work.ExtraSet is { } set)
        {
            return new StageYield(PredictExtraSetStage.Run(
                new PredictExtraSetRequest(model, inference, prepared, work.Artifacts.ExtraSet(set.Name), work.OutputFolder),
                work.Log.Progress, work.Cancellation));
        }
        var speed = PredictStage.Run(
            new PredictRequest(model, inference, prepared, work.OutputFolder), work.Log.Progress, work.Cancellation);
        return new StageYield(speed.CommentsPerSecond, speed.Latency);
    }
}
