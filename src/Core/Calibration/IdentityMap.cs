namespace Emotune.Calibration;

/// <summary>No calibration: σ(z).</summary>
internal sealed record IdentityMap : CalibrationMap, IFittedMap
{
    /// <inheritdoc/>
    public override double Logit(double logit) => logit;

    /// <inheritdoc/>
    public override string Describe() => "none";

    static Fit IFittedMap.To(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels) => new(Identity);
}
