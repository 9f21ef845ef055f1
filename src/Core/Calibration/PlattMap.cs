namespace Emotune.Calibration;

/// <summary>Platt scaling: σ(a·z + c).</summary>
/// <param name="Scale">a.</param>
/// <param name="Shift">c.</param>
internal sealed record PlattMap(double Scale, double Shift) : CalibrationMap, IFittedMap
{
    /// <inheritdoc/>
    public override double Logit(double logit) => Scale * logit + Shift;

    /// <inheritdoc/>
    public override string Describe() => $"a {Figure(Scale)}, c {Figure(Shift)}";

    static Fit IFittedMap.To(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels) => PlattFit.Of(logits, labels);
}
