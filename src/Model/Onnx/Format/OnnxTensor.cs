using System.Runtime.InteropServices;

namespace Emotune.Model.Onnx.Format;

/// <summary>A constant of the graph.</summary>
/// <param name="Write">Writes the entries: little-endian, in row order.</param>
internal sealed record OnnxTensor(string Name, OnnxType Type, IReadOnlyList<long> Shape, Action<Stream> Write)
{
    /// <summary>The number of bytes that the entries take.</summary>
    public long ByteCount => Shape.Aggregate(1L, (product, size) => checked(product * size)) * Type.Size();

    public static OnnxTensor Of(string name, IReadOnlyList<long> shape, float[] values) => Of(name, OnnxType.Float32, shape, values);

    public static OnnxTensor Of(string name, IReadOnlyList<long> shape, double[] values) => Of(name, OnnxType.Float64, shape, values);

    public static OnnxTensor Of(string name, IReadOnlyList<long> shape, long[] values) => Of(name, OnnxType.Int64, shape, values);

    public static OnnxTensor Of(string name, IReadOnlyList<long> shape, sbyte[] values) => Of(name, OnnxType.Int8, shape, values);

    private static OnnxTensor Of<T>(string name, OnnxType type, IReadOnlyList<long> shape, T[] values) where T : struct =>
        new(name, type, shape, stream => stream.Write(MemoryMarshal.AsBytes<T>(values)));
}
