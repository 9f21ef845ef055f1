using System.Runtime.Intrinsics;

namespace Emotune.Model.Kernels;

/// <summary>Runs of numbers from single precision to bfloat16 and back, rounded to nearest, ties to even; a NaN stays one.</summary>
internal static unsafe class BFloat16Conversion
{
    private const int Lanes = INumber.Lanes;

    /// <summary>Exact: bfloat16 is the upper half of single precision.</summary>
    public static void Widen(void* from, float* to, long length) => Convert<BFloat16Number, Float32Number>(from, to, length);

    public static void Narrow(float* from, void* to, long length) => Convert<Float32Number, BFloat16Number>(from, to, length);

    /// <summary>At a width of its own: the same bits at each.</summary>
    internal static void Convert<TFrom, TTo, TLanes>(void* from, void* to, long length)
        where TFrom : struct, INumber where TTo : struct, INumber where TLanes : struct, ILanes<TLanes>
    {
        for (var i = 0L; i < length; i += TLanes.Count)
        {
            var count = (int)Math.Min(TLanes.Count, length - i);
            TLanes.Load<TFrom>(from, i, count).Store<TTo>(to, i, count);
        }
    }

    /// <summary>Rounds to bfloat16 and keeps the form of single precision.</summary>
    public static void Round(float* from, float* to, long length)
    {
        for (var i = 0L; i < length; i += Lanes)
        {
            var count = Count(length, i);
            Float32Number.Store(BFloat16Number.Round(Float32Number.Load(from, i, count)), to, i, count);
        }
    }

    /// <summary>As <see cref="Round"/>, added to what is there.</summary>
    public static void AddRounded(float* from, float* to, long length)
    {
        for (var i = 0L; i < length; i += Lanes)
        {
            var count = Count(length, i);
            var sum = Float32Number.Load(to, i, count) + BFloat16Number.Round(Float32Number.Load(from, i, count));
            Float32Number.Store(sum, to, i, count);
        }
    }

    private static void Convert<TFrom, TTo>(void* from, void* to, long length)
        where TFrom : struct, INumber where TTo : struct, INumber
    {
        if (Vector512.IsHardwareAccelerated)
            Convert<TFrom, TTo, Lanes16>(from, to, length);
        else
            Convert<TFrom, TTo, Lanes8>(from, to, length);
    }

    private static int Count(long length, long i) => (int)Math.Min(Lanes, length - i);
}
