namespace Emotune.Model.Calibration;

/// <summary>A point of an isotonic calibration: the raw probability and what it is worth.</summary>
public sealed record CalibrationKnot(double Probability, double Calibrated);
