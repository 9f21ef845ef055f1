using System.ComponentModel.DataAnnotations;

namespace Emotune.Calibration;

/// <summary>How logits are calibrated.</summary>
internal sealed record CalibrationOptions(CalibrationMethod Method, CalibrationScope Scope)
{
    /// <summary>
    /// With <see cref="CalibrationScope.PerLabel"/>: labels with fewer positives are fitted together, and with all labels where
    /// even together they have fewer. Zero to fit each alone.
    /// </summary>
    [Range(0, 1_000_000)]
    public int MinPositives { get; init; }

    /// <summary>Where given, thresholds are chosen on the probabilities that each row has by the calibration of the other folds.</summary>
    public CrossFit? CrossFit { get; init; }
}
