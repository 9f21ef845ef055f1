using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>Attributions of the comments that Prepare chose.</summary>
public sealed class ExplainRuns : StageTask
{
    private protected override int ThreadsOf(ExperimentSession experiment, StageNode node) =>
        experiment.Spec.Runs.Single(r => r.Name == node.Run).Training.Threads;

    private protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        var explanation = work.Spec.Explanation;
        var request = new ExplainRequest(
            TrainedModels.SourceOf(experiment, work.Run, work.Node.Seed!.Value),
            work.Spec.Prediction.ToInference(work.Run.Training.Threads),
            work.Folder(StageKind.Prepare),
            work.Folder(StageKind.Calibrate),
            explanation.ToOptions(work.Spec.Data.MaxLength, work.Spec.Prediction.BatchTokens),
            explanation.Comments,
            work.OutputFolder);
        return new StageYield(ExplainStage.Run(request, work.Log.Progress, work.Cancellation));
    }
}
