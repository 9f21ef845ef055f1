using Emotune.Calibration;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>How decisions are made; chosen on calibrated validation probabilities.</summary>
/// <param name="Value">The threshold of <see cref="ThresholdStrategy.Fixed"/>; null with the others.</param>
/// <param name="Objective">Of <see cref="ThresholdStrategy.CoordinateAscent"/>; null with the others.</param>
/// <param name="Shrinkage">As many positives as the global threshold weighs; null where all labels share one threshold.</param>
/// <param name="CrossFit">Null to choose once, on all of validation.</param>
internal sealed record ThresholdsSpec(
    ThresholdStrategy Strategy, double? Value, ThresholdObjective? Objective, double? Shrinkage, CrossFit? CrossFit)
{
    /// <summary>The options of the stage. Those of other strategies keep the model's own defaults.</summary>
    public ThresholdOptions ToOptions()
    {
        var standard = new ThresholdOptions(Strategy);
        return standard with
        {
            Value = Value ?? standard.Value,
            Objective = Objective ?? standard.Objective,
            Shrinkage = Shrinkage ?? standard.Shrinkage,
            CrossFit = CrossFit,
        };
    }
}
