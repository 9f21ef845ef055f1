using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>The figures of all runs against each other.</summary>
public sealed class CompareRuns : StageTask
{
    private protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        CompareStage.Run(new CompareRequest(
            work.Folder(StageKind.Prepare), FinishedRuns.Of(experiment), work.Spec.Comparison.ToOptions(work.Spec.Evaluation),
            work.OutputFolder));
        return new StageYield();
    }
}
