using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>The explanations of all runs against each other.</summary>
public sealed class AgreeRuns : StageTask
{
    private protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        AgreeStage.Run(new AgreeRequest(
            work.Folder(StageKind.Prepare), work.Folder(StageKind.Compare), FinishedRuns.Explained(experiment),
            work.Spec.Comparison.ToOptions(work.Spec.Evaluation).Bootstrap, work.OutputFolder));
        return new StageYield();
    }
}
