namespace Emotune.Model.Calibration;

/// <summary>A fitted map; where <paramref name="Note"/> is given there was no best one, and it says what was taken instead.</summary>
internal sealed record Fit(CalibrationMap Map, string? Note = null)
{
    public bool Converged => Note is null;
}
