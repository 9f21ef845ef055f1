namespace Emotune.Calibration;

/// <summary>A map that validation logits choose.</summary>
internal interface IFittedMap
{
    /// <summary>The map of this type that suits the given logits best, or what is taken where there is none.</summary>
    static abstract Fit To(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels);
}
