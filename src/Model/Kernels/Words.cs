using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Emotune.Model.Kernels;

/// <summary>Counters of 64 bits in one register of whatever width the processor has, as <see cref="ILanes{TSelf}"/> of numbers.</summary>
internal interface IWords<TSelf> where TSelf : struct, IWords<TSelf>
{
    static abstract int Count { get; }

    static abstract TSelf Of(ulong value);

    /// <summary>value, value + 1 and so on.</summary>
    static abstract TSelf From(ulong value);

    static abstract TSelf operator ^(TSelf a, TSelf b);

    /// <summary>The product of the lower halves.</summary>
    static abstract TSelf MultiplyLower(TSelf a, TSelf b);

    /// <summary>The upper halves.</summary>
    static abstract TSelf Upper(TSelf a);

    /// <summary>
    /// A bit for each lower half of even and odd, taken in turns: one where it is less than the limit.
    /// </summary>
    static abstract uint Less(TSelf even, TSelf odd, uint limit);
}

/// <summary>Eight: AVX-512.</summary>
internal readonly struct Words8(Vector512<ulong> values) : IWords<Words8>
{
    private readonly Vector512<ulong> _values = values;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words8 Of(ulong value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words8 From(ulong value) => new(Vector512.Create(value) + Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words8 operator ^(Words8 a, Words8 b) => new(a._values ^ b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words8 MultiplyLower(Words8 a, Words8 b) => new(Avx512F.IsSupported
        ? Avx512F.Multiply(a._values.AsUInt32(), b._values.AsUInt32())
        : (a._values & Vector512.Create((ulong)uint.MaxValue)) * (b._values & Vector512.Create((ulong)uint.MaxValue)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words8 Upper(Words8 a) => new(a._values >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Less(Words8 even, Words8 odd, uint limit)
    {
        var both = ((even._values & Vector512.Create((ulong)uint.MaxValue)) | (odd._values << 32)).AsUInt32();
        return (uint)Vector512.LessThan(both, Vector512.Create(limit)).ExtractMostSignificantBits();
    }
}

/// <summary>Four: AVX2.</summary>
internal readonly struct Words4(Vector256<ulong> values) : IWords<Words4>
{
    private readonly Vector256<ulong> _values = values;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words4 Of(ulong value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words4 From(ulong value) => new(Vector256.Create(value) + Vector256.Create(0UL, 1, 2, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words4 operator ^(Words4 a, Words4 b) => new(a._values ^ b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words4 MultiplyLower(Words4 a, Words4 b) => new(Avx2.IsSupported
        ? Avx2.Multiply(a._values.AsUInt32(), b._values.AsUInt32())
        : (a._values & Vector256.Create((ulong)uint.MaxValue)) * (b._values & Vector256.Create((ulong)uint.MaxValue)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words4 Upper(Words4 a) => new(a._values >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Less(Words4 even, Words4 odd, uint limit)
    {
        var both = ((even._values & Vector256.Create((ulong)uint.MaxValue)) | (odd._values << 32)).AsUInt32();
        return Vector256.LessThan(both, Vector256.Create(limit)).ExtractMostSignificantBits();
    }
}
