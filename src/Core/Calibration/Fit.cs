namespace Emotune.Calibration;

/// <summary>
/// A fitted map; where <paramref name="Note"/> is given there was no best one, or it was pooled, and it says what was taken instead.
/// </summary>
internal sealed record Fit(CalibrationMap Map, string? Note = null)
{
    private const double Rounding = 1e-9;

    /// <summary>Fitted together with other labels.</summary>
    public bool Pooled { get; init; }

    /// <summary>Whether the fit of the pool found its best.</summary>
    public bool Settled { get; init; }

    public bool Converged => Pooled ? Settled : Note is null;

    /// <summary>No map at all, because a method's steps came to no end.</summary>
    public static Fit NotSettled(int steps) =>
        new(CalibrationMap.Identity, $"Newton's method did not settle within {steps} steps. The probabilities stay as they are.");

    /// <summary>
    /// Itself, or no map at all where this one's loss is not a number or above that of the logits as they are: every method could have
    /// left them so, and a worse map is one whose fit lost its way.
    /// </summary>
    public Fit NoWorseThanNone(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        var (before, after) = (CalibrationMap.Identity.NegativeLogLikelihood(logits, labels), Map.NegativeLogLikelihood(logits, labels));
        return after <= before + Rounding * Math.Max(1, before)
            ? this
            : new Fit(
                CalibrationMap.Identity, "The fit was worse than no calibration, or it was not a number. "
                + "The probabilities stay as they are.");
    }
}
