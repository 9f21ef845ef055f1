using Emotune.Calibration;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>How logits become honest probabilities; fitted on validation.</summary>
/// <param name="Scope">Null with <see cref="CalibrationMethod.None"/>.</param>
/// <param name="MinPositives">Labels with fewer on validation are fitted together; null with <see cref="CalibrationScope.Global"/> or no
/// method.</param>
/// <param name="CrossFit">Null to choose thresholds on the probabilities that the calibration was fitted to.</param>
internal sealed record CalibrationSpec(CalibrationMethod Method, CalibrationScope? Scope, int? MinPositives, CrossFit? CrossFit)
{
    /// <summary>The options of the stage. Without a method its scope means nothing.</summary>
    public CalibrationOptions ToOptions() => new(Method, Scope ?? CalibrationScope.PerLabel)
    {
        MinPositives = MinPositives ?? 0,
        CrossFit = CrossFit,
    };
}
