using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>Metrics on test, and on extra sets beside it.</summary>
public sealed class EvaluateRuns : StageTask
{
    private protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        var (prepared, predict) = (work.Folder(StageKind.Prepare), work.Folder(StageKind.Predict));
        var calibrate = work.Folder(StageKind.Calibrate);
        var options = work.Spec.Evaluation.ToOptions();
        if (work.ExtraSet is { } set)
        {
            EvaluateExtraSetStage.Run(new EvaluateExtraSetRequest(
                work.Artifacts.ExtraSet(set.Name), work.Folder(StageKind.Predict, set), predict, calibrate, prepared, options,
                work.OutputFolder));
        }
        else
        {
            EvaluateStage.Run(new EvaluateRequest(predict, calibrate, prepared, options, work.OutputFolder));
        }
        return new StageYield();
    }
}
