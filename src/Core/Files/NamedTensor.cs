using System.Runtime.InteropServices;

namespace Emotune.Files;

/// <summary>A tensor to be written: little-endian, row-major.</summary>
internal sealed record NamedTensor(string Name, TensorType Type, long[] Shape, ReadOnlyMemory<byte> Data)
{
    public static NamedTensor FromSingle(string name, long[] shape, ReadOnlySpan<float> values) =>
        new(name, TensorType.F32, shape, MemoryMarshal.AsBytes(values).ToArray());

    public static NamedTensor FromDouble(string name, long[] shape, ReadOnlySpan<double> values) =>
        new(name, TensorType.F64, shape, MemoryMarshal.AsBytes(values).ToArray());

    public static NamedTensor FromInt64(string name, long[] shape, ReadOnlySpan<long> values) =>
        new(name, TensorType.I64, shape, MemoryMarshal.AsBytes(values).ToArray());
}
