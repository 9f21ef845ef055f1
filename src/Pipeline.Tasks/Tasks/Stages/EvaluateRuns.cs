using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>Metrics on test, and on extra sets beside it.</summary>
public sealed class EvaluateRuns : StageTask
{
    protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        var (predict, calibrate, options) = (work.Sibling("predict"), work.Sibling("calibrate"), work.Spec.Evaluation.ToOptions());
        if (work.ExtraSet is { } set)
        {
            EvaluateExtraSetStage.Run(new EvaluateExtraSetRequest(
                work.ExtraSetFolder(set), work.Sibling(ExtraSetPlan.Folder(set.Name, "predict")), predict, calibrate, work.Data(""),
                    options, work.OutputFolder));
        }
        else
        {
            EvaluateStage.Run(new EvaluateRequest(predict, calibrate, work.Data(""), options, work.OutputFolder));
        }
        return new StageYield();
    }
}
