using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emotune.Model.Kernels;

/// <summary>
/// What a product owes to those of its inputs that dropout takes. They are few, so that the product of a dropped-out input costs little
/// more where that of the whole input is known: x̃ · Wᵀ = (x · Wᵀ − Σ x[c] · Wᵀ[c]) ÷ (1 − p) over the dropped columns c.
/// </summary>
internal static unsafe class DroppedKernel
{
    private const int Lanes = INumber.Lanes, Together = 4;

    /// <summary>sum = Σ x[c] · weights[c] over the dropped columns c.</summary>
    /// <param name="x">One row of inputs.</param>
    /// <param name="dropped">The columns.</param>
    /// <param name="weights">(inputs, <paramref name="outputs"/>)</param>
    /// <param name="sum">(<paramref name="outputs"/>)</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Forward<TNumber>(void* x, ReadOnlySpan<int> dropped, int outputs, void* weights, float* sum)
        where TNumber : struct, INumber
    {
        var n = 0;
        for (; n + Together * Lanes <= outputs; n += Together * Lanes)
            Forward4<TNumber>(x, dropped, outputs, weights, n, sum + n);
        for (; n < outputs; n += Lanes)
        {
            var count = Math.Min(Lanes, outputs - n);
            var value = Vector512<float>.Zero;
            foreach (var c in dropped)
            {
                value = Vector512.FusedMultiplyAdd(
                    Vector512.Create(At<TNumber>(x, c)), TNumber.Load(weights, (long)c * outputs + n, count), value);
            }

            Float32Number.Store(value, sum, n, count);
        }
    }

    private static void Forward4<TNumber>(void* x, ReadOnlySpan<int> dropped, int outputs, void* weights, int n, float* sum)
        where TNumber : struct, INumber
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        foreach (var c in dropped)
        {
            var (value, at) = (Vector512.Create(At<TNumber>(x, c)), (long)c * outputs + n);
            s0 = Vector512.FusedMultiplyAdd(value, TNumber.Load(weights, at, Lanes), s0);
            s1 = Vector512.FusedMultiplyAdd(value, TNumber.Load(weights, at + Lanes, Lanes), s1);
            s2 = Vector512.FusedMultiplyAdd(value, TNumber.Load(weights, at + 2 * Lanes, Lanes), s2);
            s3 = Vector512.FusedMultiplyAdd(value, TNumber.Load(weights, at + 3 * Lanes, Lanes), s3);
        }
        s0.Store(sum);
        s1.Store(sum + Lanes);
        s2.Store(sum + 2 * Lanes);
        s3.Store(sum + 3 * Lanes);
    }

    /// <summary>inputGradient[c] −= gradient · weights[c] for the dropped columns c.</summary>
    /// <param name="gradient">(<paramref name="outputs"/>)</param>
    /// <param name="weights">(inputs, <paramref name="outputs"/>)</param>
    /// <param name="inputGradient">One row.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Backward<TNumber>(
        float* gradient, ReadOnlySpan<int> dropped, int outputs, void* weights, void* inputGradient) where TNumber : struct, INumber
    {
        foreach (var c in dropped)
        {
            var share = Dot<TNumber>(gradient, (long)c * outputs, outputs, weights);
            TNumber.Store(Vector512.Create(At<TNumber>(inputGradient, c) - share), inputGradient, c, 1);
        }
    }

    private static float Dot<TNumber>(float* gradient, long start, int outputs, void* weights) where TNumber : struct, INumber
    {
        Vector512<float> even = default, odd = default;
        var n = 0;
        for (; n + 2 * Lanes <= outputs; n += 2 * Lanes)
        {
            even = Vector512.FusedMultiplyAdd(Vector512.Load(gradient + n), TNumber.Load(weights, start + n, Lanes), even);
            odd = Vector512.FusedMultiplyAdd(Vector512.Load(gradient + n + Lanes), TNumber.Load(weights, start + n + Lanes, Lanes), odd);
        }
        for (; n < outputs; n += Lanes)
        {
            var count = Math.Min(Lanes, outputs - n);
            even = Vector512.FusedMultiplyAdd(
                Float32Number.Load(gradient, n, count), TNumber.Load(weights, start + n, count), even);
        }
        return Vector512.Sum(even + odd);
    }

    // One number by itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float At<TNumber>(void* numbers, int index) where TNumber : struct, INumber =>
        typeof(TNumber) == typeof(BFloat16Number)
            ? BitConverter.UInt32BitsToSingle((uint)((ushort*)numbers)[index] << 16)
            : ((float*)numbers)[index];
}
