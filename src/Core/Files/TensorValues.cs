using System.Numerics;
using System.Runtime.InteropServices;

namespace Emotune.Files;

/// <summary>Little-endian elements of any type as .NET numbers.</summary>
internal static class TensorValues
{
    public static float[] ToSingle(TensorType type, ReadOnlySpan<byte> bytes) => type switch
    {
        TensorType.F32 => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
        TensorType.BF16 => Map<ushort, float>(bytes, FromBrainFloat),
        TensorType.F64 => Convert<double, float>(bytes),
        TensorType.F16 => Convert<Half, float>(bytes),
        _ => Integers<float>(type, bytes),
    };

    public static double[] ToDouble(TensorType type, ReadOnlySpan<byte> bytes) => type switch
    {
        TensorType.F64 => MemoryMarshal.Cast<byte, double>(bytes).ToArray(),
        TensorType.BF16 => Map<ushort, double>(bytes, v => FromBrainFloat(v)),
        TensorType.F32 => Convert<float, double>(bytes),
        TensorType.F16 => Convert<Half, double>(bytes),
        _ => Integers<double>(type, bytes),
    };

    /// <summary>Null where the elements are not integers of at most 63 bits and a sign.</summary>
    public static long[]? TryToInt64(TensorType type, ReadOnlySpan<byte> bytes)
    {
        if (type.IsFloatingPoint())
            return null;
        if (type is TensorType.U64 && MemoryMarshal.Cast<byte, long>(bytes).ContainsAnyInRange(long.MinValue, -1))
            return null;
        return Integers<long>(type, bytes);
    }

    /// <summary>The place of the first value that is NaN or infinite; −1 where all are finite.</summary>
    public static int FirstNotFinite(ReadOnlySpan<float> values)
    {
        // All bits of the exponent are set. In vectors, for weights are large and read at each start.
        var bits = MemoryMarshal.Cast<float, uint>(values);
        var exponent = new Vector<uint>(0x7f80_0000);
        var at = 0;
        while (bits.Length - at >= Vector<uint>.Count && !Vector.EqualsAny(new Vector<uint>(bits[at..]) & exponent, exponent))
            at += Vector<uint>.Count;
        while (at < values.Length && float.IsFinite(values[at]))
            at++;
        return at < values.Length ? at : -1;
    }

    /// <summary>The upper half of a single-precision number.</summary>
    private static float FromBrainFloat(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    private static T[] Integers<T>(TensorType type, ReadOnlySpan<byte> bytes) where T : INumber<T> => type switch
    {
        TensorType.Bool => Map<byte, T>(bytes, v => v == 0 ? T.Zero : T.One),
        TensorType.U8 => Convert<byte, T>(bytes),
        TensorType.I8 => Convert<sbyte, T>(bytes),
        TensorType.I16 => Convert<short, T>(bytes),
        TensorType.U16 => Convert<ushort, T>(bytes),
        TensorType.I32 => Convert<int, T>(bytes),
        TensorType.U32 => Convert<uint, T>(bytes),
        TensorType.I64 => Convert<long, T>(bytes),
        TensorType.U64 => Convert<ulong, T>(bytes),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of integers."),
    };

    private static TTo[] Convert<TFrom, TTo>(ReadOnlySpan<byte> bytes)
        where TFrom : unmanaged, INumber<TFrom> where TTo : INumber<TTo> => Map<TFrom, TTo>(bytes, TTo.CreateTruncating);

    private static TTo[] Map<TFrom, TTo>(ReadOnlySpan<byte> bytes, Func<TFrom, TTo> convert) where TFrom : unmanaged
    {
        var source = MemoryMarshal.Cast<byte, TFrom>(bytes);
        var values = new TTo[source.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = convert(source[i]);
        return values;
    }
}
