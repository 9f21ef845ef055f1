using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>Calibration and thresholds from validation logits.</summary>
public sealed class CalibrateRuns : StageTask
{
    private protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        CalibrateStage.Run(new CalibrateRequest(
            Path.Combine(work.Folder(StageKind.Predict), StageLayout.Predict.Validation),
            work.Folder(StageKind.Prepare),
            work.Spec.Calibration.ToOptions(),
            work.Spec.Thresholds.ToOptions(),
            work.OutputFolder));
        return new StageYield();
    }
}
