namespace Emotune.Calibration;

/// <summary>The map that a member of <see cref="CalibrationMethod"/> stands for.</summary>
internal abstract class MapAttribute : Attribute
{
    public abstract Type Type { get; }

    public abstract Fit Fit(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels);
}

/// <summary>The same; a map without a fit does not compile.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class MapAttribute<TMap> : MapAttribute where TMap : CalibrationMap, IFittedMap
{
    public override Type Type => typeof(TMap);

    public override Fit Fit(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels) => TMap.To(logits, labels);
}
