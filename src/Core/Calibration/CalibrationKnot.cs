namespace Emotune.Calibration;

/// <summary>A point of an isotonic calibration: the raw probability and what it is worth.</summary>
internal sealed record CalibrationKnot(double Probability, double Calibrated);
