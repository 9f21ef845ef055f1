using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>Beta calibration: σ(a·ln p − b·ln(1 − p) + c) with p = σ(z).</summary>
/// <param name="PositiveScale">a, at least 0.</param>
/// <param name="NegativeScale">b, at least 0.</param>
/// <param name="Shift">c.</param>
internal sealed record BetaMap(double PositiveScale, double NegativeScale, double Shift) : CalibrationMap, IFittedMap
{
    /// <inheritdoc/>
    public override double Logit(double logit) =>
        NegativeScale * Logistic.Softplus(logit) - PositiveScale * Logistic.Softplus(-logit) + Shift;

    /// <inheritdoc/>
    public override string Describe() => $"a {Figure(PositiveScale)}, b {Figure(NegativeScale)}, c {Figure(Shift)}";

    static Fit IFittedMap.To(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels) => BetaFit.Of(logits, labels);
}
