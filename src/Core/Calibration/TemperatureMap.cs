namespace Emotune.Calibration;

/// <summary>Temperature scaling: σ(z ÷ T).</summary>
/// <param name="Temperature">T, above 0.</param>
internal sealed record TemperatureMap(double Temperature) : CalibrationMap, IFittedMap
{
    internal override bool IsSound => Temperature > 0 && base.IsSound;

    /// <inheritdoc/>
    public override double Logit(double logit) => logit / Temperature;

    /// <inheritdoc/>
    public override string Describe() => $"T {Figure(Temperature)}";

    static Fit IFittedMap.To(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels) => TemperatureFit.Of(logits, labels);
}
