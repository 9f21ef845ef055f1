using Emotune.Calibration;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>How one label's logits become probabilities and decisions.</summary>
/// <param name="Map">What calibration makes of the label's logits.</param>
/// <param name="Threshold">On calibrated probabilities; above one where the label is never predicted.</param>
/// <param name="Note">Anything a reader must know, such as a fit that fell back; null for nothing.</param>
internal sealed record ShownCalibration(string Label, CalibrationMap Map, double Threshold, string? Note = null)
{
    /// <summary>Null where the method has none.</summary>
    public double? Temperature => (Map as TemperatureMap)?.Temperature;
}
