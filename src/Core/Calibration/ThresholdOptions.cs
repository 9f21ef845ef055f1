using System.ComponentModel.DataAnnotations;

namespace Emotune.Calibration;

/// <summary>How decision thresholds are chosen.</summary>
internal sealed record ThresholdOptions(ThresholdStrategy Strategy)
{
    /// <summary>The threshold of <see cref="ThresholdStrategy.Fixed"/>.</summary>
    [Range(0.0, 1.0)]
    public double Value { get; init; } = 0.5;

    /// <summary>Of <see cref="ThresholdStrategy.CoordinateAscent"/>.</summary>
    public ThresholdObjective Objective { get; init; } = ThresholdObjective.MeanF1;

    /// <summary>
    /// k: a label with n validation positives has its own threshold with weight n ÷ (n + k) and the global one with
    /// the rest, in log-odds. Zero leaves the label's own; without positives a label is never predicted then, and otherwise
    /// has the global threshold.
    /// </summary>
    [Range(0.0, 1e6)]
    public double Shrinkage { get; init; }

    /// <summary>Where given, thresholds are chosen once without each fold and averaged in log-odds.</summary>
    public CrossFit? CrossFit { get; init; }
}
