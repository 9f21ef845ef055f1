using Emotune.Model.Metrics;
using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Spec;

namespace Emotune.Pipeline.Tasks;

/// <summary>Metrics on test.</summary>
public sealed class EvaluateRuns : StageTask
{
    protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        var evaluation = work.Spec.Evaluation;
        var bootstrap = new BootstrapOptions(evaluation.Bootstrap.Resamples, evaluation.Bootstrap.Confidence, evaluation.Bootstrap.Seed)
        {
            Interval = evaluation.Bootstrap.Interval.ToModel(),
        };
        EvaluateStage.Run(new EvaluateRequest(
            work.Sibling("predict"), work.Sibling("calibrate"), work.Data(""), new EvaluationOptions(evaluation.Bins, bootstrap) { MinPositives = evaluation.MinPositives }, work.OutputFolder));
        return new StageYield();
    }
}
