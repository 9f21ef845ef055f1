using Emotune.Diagnostics;
using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>Fits calibrations on validation logits.</summary>
internal static class Calibrator
{
    /// <exception cref="DiagnosticException">EXP5001 to EXP5005: what the predictions lack.</exception>
    public static CalibrationResult Fit(Predictions validation, CalibrationMethod method, CalibrationScope scope) =>
        Fit(validation, new CalibrationOptions(method, scope));

    /// <exception cref="DiagnosticException">EXP5001 to EXP5005: what the predictions lack.</exception>
    public static CalibrationResult Fit(Predictions validation, CalibrationOptions options)
    {
        validation.CheckedForFitting("validation");
        var fits = LabelFits.Of(validation, options);
        return new CalibrationResult(options.Method, options.Scope, [.. fits.Select((fit, j) =>
        {
            var (logits, truth) = ExtremeLogits.InOneOrder(validation.LogitsOf(j), validation.LabelsOf(j));
            return new LabelCalibration(
                fit.Map,
                CalibrationMap.Identity.NegativeLogLikelihood(logits, truth),
                fit.Map.NegativeLogLikelihood(logits, truth),
                fit.Converged,
                fit.Note)
            {
                Pooled = fit.Pooled,
            };
        })]);
    }

    /// <summary>
    /// The probabilities to choose thresholds on, (N × L): where cross-fitting is asked for, each row's by the calibration that
    /// the other folds give, and by <paramref name="calibration"/> otherwise.
    /// </summary>
    /// <exception cref="DiagnosticException">EXP5006: a calibration for other labels; EXP5010: more folds than rows.</exception>
    public static double[] ForThresholds(Predictions validation, CalibrationResult calibration, CalibrationOptions options)
    {
        if (options.CrossFit is not { } crossFit)
            return calibration.Calibrate(validation.Logits, validation.LabelCount);
        var count = validation.LabelCount;
        var folds = crossFit.FoldsOf(validation.Labels, count);
        var probabilities = new double[validation.Logits.Length];
        for (var fold = 0; fold < crossFit.Folds; fold++)
        {
            T[] Others<T>(T[] data) => [.. data.Where((_, i) => folds[i / count] != fold)];
            var fits = LabelFits.Of(new Predictions(Others(validation.Logits), Others(validation.Labels), count), options);
            for (var i = 0; i < probabilities.Length; i++)
            {
                if (folds[i / count] == fold)
                    probabilities[i] = fits[i % count].Map.Probability(validation.Logits[i]);
            }
        }
        return probabilities;
    }
}
