using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emotune.Model.Kernels;

/// <summary>
/// What a product owes to those of its inputs that dropout takes. They are few, so that the product of a dropped-out input costs little
/// more where that of the whole input is known: x̃ · Wᵀ = (x · Wᵀ − Σ x[c] · Wᵀ[c]) ÷ (1 − p) over the dropped columns c.
/// </summary>
/// <remarks>
/// Four columns go at once, each a run of weights from beginning to end: processors fetch ahead what is read in order.
/// </remarks>
internal static unsafe class DroppedKernel
{
    private const int Lanes = INumber.Lanes, Together = 4;

    /// <summary>sum = Σ x[c] · weights[c] over the dropped columns c.</summary>
    /// <param name="x">One row of inputs.</param>
    /// <param name="dropped">The columns.</param>
    /// <param name="weights">(inputs, <paramref name="outputs"/>)</param>
    /// <param name="sum">(<paramref name="outputs"/>)</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Forward<TNumber>(void* x, ReadOnlySpan<int> dropped, int outputs, Matrix weights, float* sum)
        where TNumber : struct, INumber
    {
        new Span<float>(sum, outputs).Clear();
        var i = 0;
        for (; i + Together <= dropped.Length; i += Together)
            Forward4<TNumber>(x, dropped.Slice(i, Together), outputs, weights, sum);
        for (; i < dropped.Length; i++)
        {
            var column = weights.Row(dropped[i]);
            var value = Vector512.Create(TNumber.LoadOne(x, dropped[i]));
            for (var n = 0; n < outputs; n += Lanes)
            {
                var count = Math.Min(Lanes, outputs - n);
                var added = Vector512.FusedMultiplyAdd(value, TNumber.Load(column, n, count), Float32Number.Load(sum, n, count));
                Float32Number.Store(added, sum, n, count);
            }
        }
    }

    private static void Forward4<TNumber>(void* x, ReadOnlySpan<int> dropped, int outputs, Matrix weights, float* sum)
        where TNumber : struct, INumber
    {
        var (x0, x1) = (Vector512.Create(TNumber.LoadOne(x, dropped[0])), Vector512.Create(TNumber.LoadOne(x, dropped[1])));
        var (x2, x3) = (Vector512.Create(TNumber.LoadOne(x, dropped[2])), Vector512.Create(TNumber.LoadOne(x, dropped[3])));
        void* w0 = weights.Row(dropped[0]), w1 = weights.Row(dropped[1]), w2 = weights.Row(dropped[2]), w3 = weights.Row(dropped[3]);
        for (var n = 0; n < outputs; n += Lanes)
        {
            var count = Math.Min(Lanes, outputs - n);
            var value = Vector512.FusedMultiplyAdd(x0, TNumber.Load(w0, n, count), Float32Number.Load(sum, n, count));
            value = Vector512.FusedMultiplyAdd(x1, TNumber.Load(w1, n, count), value);
            value = Vector512.FusedMultiplyAdd(x2, TNumber.Load(w2, n, count), value);
            value = Vector512.FusedMultiplyAdd(x3, TNumber.Load(w3, n, count), value);
            Float32Number.Store(value, sum, n, count);
        }
    }

    /// <summary>inputGradient[c] −= gradient · weights[c] for the dropped columns c.</summary>
    /// <param name="gradient">(<paramref name="outputs"/>)</param>
    /// <param name="weights">(inputs, <paramref name="outputs"/>)</param>
    /// <param name="inputGradient">One row.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Backward<TNumber>(
        float* gradient, ReadOnlySpan<int> dropped, int outputs, Matrix weights, void* inputGradient) where TNumber : struct, INumber
    {
        var i = 0;
        for (; i + Together <= dropped.Length; i += Together)
            Backward4<TNumber>(gradient, dropped.Slice(i, Together), outputs, weights, inputGradient);
        for (; i < dropped.Length; i++)
        {
            var column = weights.Row(dropped[i]);
            var sum = Vector512<float>.Zero;
            for (var n = 0; n < outputs; n += Lanes)
            {
                var count = Math.Min(Lanes, outputs - n);
                sum = Vector512.FusedMultiplyAdd(Float32Number.Load(gradient, n, count), TNumber.Load(column, n, count), sum);
            }

            Take<TNumber>(inputGradient, dropped[i], sum);
        }
    }

    private static void Backward4<TNumber>(
        float* gradient, ReadOnlySpan<int> dropped, int outputs, Matrix weights, void* inputGradient) where TNumber : struct, INumber
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        void* w0 = weights.Row(dropped[0]), w1 = weights.Row(dropped[1]), w2 = weights.Row(dropped[2]), w3 = weights.Row(dropped[3]);
        for (var n = 0; n < outputs; n += Lanes)
        {
            var count = Math.Min(Lanes, outputs - n);
            var value = Float32Number.Load(gradient, n, count);
            s0 = Vector512.FusedMultiplyAdd(value, TNumber.Load(w0, n, count), s0);
            s1 = Vector512.FusedMultiplyAdd(value, TNumber.Load(w1, n, count), s1);
            s2 = Vector512.FusedMultiplyAdd(value, TNumber.Load(w2, n, count), s2);
            s3 = Vector512.FusedMultiplyAdd(value, TNumber.Load(w3, n, count), s3);
        }
        Take<TNumber>(inputGradient, dropped[0], s0);
        Take<TNumber>(inputGradient, dropped[1], s1);
        Take<TNumber>(inputGradient, dropped[2], s2);
        Take<TNumber>(inputGradient, dropped[3], s3);
    }

    private static void Take<TNumber>(void* inputGradient, int column, Vector512<float> sum) where TNumber : struct, INumber =>
        TNumber.StoreOne(TNumber.LoadOne(inputGradient, column) - Vector512.Sum(sum), inputGradient, column);
}
