using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace Emotune.Model.Kernels;

/// <summary>The form in which states stand between two products; everything between loading and storing is single precision.</summary>
internal unsafe interface INumber
{
    /// <summary>Numbers that one step of a kernel takes.</summary>
    const int Lanes = 16;

    static abstract ScalarType Type { get; }

    /// <summary>The first <paramref name="count"/> (1 to 16) of sixteen numbers from <paramref name="index"/>; the rest are zero.</summary>
    static abstract Vector512<float> Load(void* numbers, long index, int count);

    static abstract void Store(Vector512<float> values, void* numbers, long index, int count);

    /// <summary>As <see cref="Load"/>, of eight numbers.</summary>
    static abstract Vector256<float> LoadHalf(void* numbers, long index, int count);

    static abstract void StoreHalf(Vector256<float> values, void* numbers, long index, int count);

    static abstract float LoadOne(void* numbers, long index);

    static abstract void StoreOne(float value, void* numbers, long index);
}

/// <summary>Single precision.</summary>
internal readonly unsafe struct Float32Number : INumber
{
    public static ScalarType Type => ScalarType.Float32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(void* numbers, long index, int count) =>
        count == INumber.Lanes ? Vector512.Load((float*)numbers + index) : LoadPart((float*)numbers + index, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> values, void* numbers, long index, int count)
    {
        if (count == INumber.Lanes)
            values.Store((float*)numbers + index);
        else
            StorePart(values, (float*)numbers + index, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadHalf(void* numbers, long index, int count) => count == INumber.Lanes / 2
        ? Vector256.Load((float*)numbers + index)
        : LoadPart((float*)numbers + index, count).GetLower();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalf(Vector256<float> values, void* numbers, long index, int count)
    {
        if (count == INumber.Lanes / 2)
            values.Store((float*)numbers + index);
        else
            StorePart(Vector512.Create(values, default), (float*)numbers + index, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadOne(void* numbers, long index) => ((float*)numbers)[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreOne(float value, void* numbers, long index) => ((float*)numbers)[index] = value;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<float> LoadPart(float* source, int count)
    {
        var part = stackalloc float[INumber.Lanes];
        new Span<float>(source, count).CopyTo(new Span<float>(part, INumber.Lanes));
        return Vector512.Load(part);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart(Vector512<float> values, float* target, int count)
    {
        var part = stackalloc float[INumber.Lanes];
        values.Store(part);
        new Span<float>(part, count).CopyTo(new Span<float>(target, count));
    }
}

/// <summary>The upper half of single precision, rounded to nearest, ties to even.</summary>
internal readonly unsafe struct BFloat16Number : INumber
{
    private const uint QuietNaN = 0x7FC00000;

    public static ScalarType Type => ScalarType.BFloat16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(void* numbers, long index, int count) =>
        Widen(count == INumber.Lanes ? Vector256.Load((ushort*)numbers + index) : LoadPart((ushort*)numbers + index, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> values, void* numbers, long index, int count)
    {
        var rounded = Narrow(values);
        if (count == INumber.Lanes)
            rounded.Store((ushort*)numbers + index);
        else
            StorePart(rounded, (ushort*)numbers + index, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadHalf(void* numbers, long index, int count) => Widen(
        count == INumber.Lanes / 2 ? Vector128.Load((ushort*)numbers + index) : LoadPart((ushort*)numbers + index, count).GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalf(Vector256<float> values, void* numbers, long index, int count)
    {
        var rounded = Narrow(values);
        if (count == INumber.Lanes / 2)
            rounded.Store((ushort*)numbers + index);
        else
            StorePart(Vector256.Create(rounded, default), (ushort*)numbers + index, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadOne(void* numbers, long index) =>
        BitConverter.UInt32BitsToSingle((uint)((ushort*)numbers)[index] << 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreOne(float value, void* numbers, long index) =>
        ((ushort*)numbers)[index] = Narrow(Vector256.CreateScalarUnsafe(value)).ToScalar();

    /// <summary>The nearest numbers of this form, in single precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Round(Vector512<float> values) => Widen(Narrow(values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Widen(Vector256<ushort> numbers) => Avx512F.IsSupported
        ? (Avx512F.ConvertToVector512UInt32(numbers) << 16).AsSingle()
        : Vector512.Create(Widen(numbers.GetLower()), Widen(numbers.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Widen(Vector128<ushort> numbers)
    {
        if (Avx2.IsSupported)
            return (Avx2.ConvertToVector256Int32(numbers) << 16).AsSingle();
        var (lower, upper) = Vector128.Widen(numbers);
        return (Vector256.Create(lower, upper) << 16).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Narrow(Vector512<float> values)
    {
        if (!Avx512F.IsSupported)
            return Vector256.Create(Narrow(values.GetLower()), Narrow(values.GetUpper()));
        var bits = values.AsUInt32();
        var rounded = bits + Vector512.Create(0x7FFFu) + ((bits >> 16) & Vector512<uint>.One);
        // Rounding could carry a NaN into a number, which would hide it.
        rounded = Vector512.ConditionalSelect(Vector512.Equals(values, values).AsUInt32(), rounded, Vector512.Create(QuietNaN));
        return Avx512F.ConvertToVector256UInt16(rounded >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Narrow(Vector256<float> values)
    {
        var bits = values.AsUInt32();
        var rounded = bits + Vector256.Create(0x7FFFu) + ((bits >> 16) & Vector256<uint>.One);
        rounded = Vector256.ConditionalSelect(Vector256.Equals(values, values).AsUInt32(), rounded, Vector256.Create(QuietNaN)) >> 16;
        return Sse41.IsSupported
            ? Sse41.PackUnsignedSaturate(rounded.GetLower().AsInt32(), rounded.GetUpper().AsInt32())
            : Vector128.Narrow(rounded.GetLower(), rounded.GetUpper());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<ushort> LoadPart(ushort* source, int count)
    {
        var part = stackalloc ushort[INumber.Lanes];
        new Span<ushort>(source, count).CopyTo(new Span<ushort>(part, INumber.Lanes));
        return Vector256.Load(part);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart(Vector256<ushort> values, ushort* target, int count)
    {
        var part = stackalloc ushort[INumber.Lanes];
        values.Store(part);
        new Span<ushort>(part, count).CopyTo(new Span<ushort>(target, count));
    }
}
