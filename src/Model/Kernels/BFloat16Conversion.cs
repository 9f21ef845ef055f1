namespace Emotune.Model.Kernels;

/// <summary>Runs of numbers from single precision to bfloat16 and back, rounded to nearest, ties to even; a NaN stays one.</summary>
internal static unsafe class BFloat16Conversion
{
    private const int Lanes = INumber.Lanes;

    /// <summary>Exact: bfloat16 is the upper half of single precision.</summary>
    public static void Widen(void* from, float* to, long length)
    {
        for (var i = 0L; i < length; i += Lanes)
        {
            var count = Count(length, i);
            Float32Number.Store(BFloat16Number.Load(from, i, count), to, i, count);
        }
    }

    public static void Narrow(float* from, void* to, long length)
    {
        for (var i = 0L; i < length; i += Lanes)
        {
            var count = Count(length, i);
            BFloat16Number.Store(Float32Number.Load(from, i, count), to, i, count);
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

    private static int Count(long length, long i) => (int)Math.Min(Lanes, length - i);
}
