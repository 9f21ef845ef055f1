using Emotune.Model.Metrics;

namespace Emotune.Model.Calibration;

/// <summary>Fits calibrations on validation logits.</summary>
public static class Calibrator
{
    /// <exception cref="DiagnosticException">EXP5001 to EXP5005: what the predictions lack.</exception>
    public static CalibrationResult Fit(Predictions validation, CalibrationMethod method, CalibrationScope scope)
    {
        validation.CheckedForFitting("validation");
        var shared = scope == CalibrationScope.Global ? FitOne(validation.Logits, validation.Labels, method) : null;
        var labels = new LabelCalibration[validation.LabelCount];
        for (var j = 0; j < labels.Length; j++)
        {
            var (logits, truth) = (validation.LogitsOf(j), validation.LabelsOf(j));
            var fit = shared ?? FitOne(logits, truth, method);
            labels[j] = new LabelCalibration(
                fit.Map,
                CalibrationMap.Identity.NegativeLogLikelihood(logits, truth),
                fit.Map.NegativeLogLikelihood(logits, truth),
                fit.Converged,
                fit.Note);
        }
        return new CalibrationResult(method, scope, labels);
    }

    private static Fit FitOne(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, CalibrationMethod method) => method switch
    {
        CalibrationMethod.Temperature => TemperatureFit.Of(logits, labels),
        CalibrationMethod.Platt => PlattFit.Of(logits, labels),
        CalibrationMethod.Isotonic => IsotonicFit.Of(logits, labels),
        _ => new Fit(CalibrationMap.Identity),
    };
}
