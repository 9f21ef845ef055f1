using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>Calibration and thresholds from validation logits.</summary>
public sealed class CalibrateRuns : StageTask
{
    protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        CalibrateStage.Run(new CalibrateRequest(
            Path.Combine(work.Sibling("predict"), StageFiles.Validation),
            work.Data(""),
            work.Spec.Calibration.ToOptions(),
            work.Spec.Thresholds.ToOptions(),
            work.OutputFolder));
        return new StageYield();
    }
}
