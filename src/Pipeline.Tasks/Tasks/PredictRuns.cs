using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Spec;

namespace Emotune.Pipeline.Tasks;

/// <summary>Logits of validation and test.</summary>
public sealed class PredictRuns : StageTask
{
    protected override int ThreadsOf(ExperimentSession experiment, StageNode node) =>
        experiment.Spec.Runs.Single(r => r.Name == node.Run).Training.Threads;

    protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        var request = new PredictRequest(
            TrainedModels.SourceOf(experiment, work.Run, work.Node.Seed!.Value),
            work.Spec.Prediction.ToInference(work.Run.Training.Threads),
            work.Data(""),
            work.OutputFolder);
        return new StageYield(PredictStage.Run(request, work.Progress, work.Cancellation));
    }
}
