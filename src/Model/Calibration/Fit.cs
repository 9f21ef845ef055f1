namespace Emotune.Model.Calibration;

/// <summary>
/// A fitted map; where <paramref name="Note"/> is given there was no best one, or it was pooled, and it says what was taken instead.
/// </summary>
internal sealed record Fit(CalibrationMap Map, string? Note = null)
{
    /// <summary>Fitted together with other labels.</summary>
    public bool Pooled { get; init; }

    /// <summary>Whether the fit of the pool found its best.</summary>
    public bool Settled { get; init; }

    public bool Converged => Pooled ? Settled : Note is null;
}
