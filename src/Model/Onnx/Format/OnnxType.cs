namespace Emotune.Model.Onnx.Format;

/// <summary>The type of a tensor's entries, by its number in ONNX's schema.</summary>
internal enum OnnxType
{
    Float32 = 1,
    Int8 = 3,
    Int64 = 7,
    Bool = 9,
    Float64 = 11,
}

internal static class OnnxTypes
{
    /// <summary>The size of one entry in bytes.</summary>
    public static int Size(this OnnxType type) => type switch
    {
        OnnxType.Int8 or OnnxType.Bool => 1,
        OnnxType.Float32 => 4,
        OnnxType.Int64 or OnnxType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
