using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Spec;

namespace Emotune.Pipeline.Tasks;

/// <summary>Calibration and thresholds from validation logits.</summary>
public sealed class CalibrateRuns : StageTask
{
    protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        var (calibration, thresholds) = (work.Spec.Calibration, work.Spec.Thresholds);
        CalibrateStage.Run(new CalibrateRequest(
            Path.Combine(work.Sibling("predict"), StageFiles.Validation),
            work.Data(""),
            calibration.Method.ToModel(),
            calibration.Scope.ToModel(),
            thresholds.Strategy.ToModel(),
            thresholds.Value ?? 0.5,
            work.OutputFolder));
        return new StageYield();
    }
}
