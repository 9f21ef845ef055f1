using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emotune.Model.Training.Packed;

/// <summary>A non-linearity and its slope.</summary>
internal interface IActivation
{
    static abstract Vector512<float> Value(Vector512<float> x);

    static abstract Vector512<float> Slope(Vector512<float> x);
}

/// <summary>x · Φ(x) (Hendrycks and Gimpel 2016, arXiv:1606.08415).</summary>
internal readonly struct GeluFunction : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) => x * VectorMath.Normal(x).Below;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Slope(Vector512<float> x)
    {
        var (below, density) = VectorMath.Normal(x);
        return Vector512.FusedMultiplyAdd(x, density, below);
    }
}

/// <summary>x ÷ 2 · (1 + tanh(√(2 ÷ π) · (x + 0.044715 x³))): GELU's approximation in its own paper.</summary>
internal readonly struct GeluNewFunction : IActivation
{
    private const float Root = 0.797884561f, Cubic = 0.044715f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) => x * 0.5f * (Vector512<float>.One + Inner(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Slope(Vector512<float> x)
    {
        var t = Inner(x);
        var inner = (x * x * (3 * Cubic) + Vector512<float>.One) * Root;
        return (Vector512<float>.One + t + x * (Vector512<float>.One - t * t) * inner) * 0.5f;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Inner(Vector512<float> x) => VectorMath.Tanh(x * (x * x * Cubic + Vector512<float>.One) * Root);
}

/// <summary>max(x, 0), of slope 0 at 0.</summary>
internal readonly struct ReluFunction : IActivation
{
    // Written so that a NaN stays one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) => Vector512.MaxNative(Vector512<float>.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Slope(Vector512<float> x) =>
        Vector512.GreaterThan(x, Vector512<float>.Zero) & Vector512<float>.One;
}

/// <summary>A feed-forward block's middle: bias and non-linearity in one pass, forward and back.</summary>
internal static unsafe class ActivationKernel
{
    /// <summary>y = f(x + bias)</summary>
    public static void Forward<TNumber, TFunction>(int rows, int width, void* x, float* bias, void* y)
        where TNumber : struct, INumber where TFunction : struct, IActivation
    {
        for (var row = 0; row < rows; row++)
        {
            for (var c = 0; c < width; c += INumber.Lanes)
            {
                var (at, count) = ((long)row * width + c, Math.Min(INumber.Lanes, width - c));
                var value = TFunction.Value(TNumber.Load(x, at, count) + Float32Number.Load(bias, c, count));
                TNumber.Store(value, y, at, count);
            }
        }
    }

    /// <summary>Gradient of y to gradient of x, in place; its column sums are added to the bias's gradient.</summary>
    public static void Backward<TNumber, TFunction>(int rows, int width, void* x, float* bias, void* gradient, float* biasGradient)
        where TNumber : struct, INumber where TFunction : struct, IActivation
    {
        for (var row = 0; row < rows; row++)
        {
            for (var c = 0; c < width; c += INumber.Lanes)
            {
                var (at, count) = ((long)row * width + c, Math.Min(INumber.Lanes, width - c));
                var slope = TFunction.Slope(TNumber.Load(x, at, count) + Float32Number.Load(bias, c, count));
                var value = TNumber.Load(gradient, at, count) * slope;
                TNumber.Store(value, gradient, at, count);
                Float32Number.Store(Float32Number.Load(biasGradient, c, count) + value, biasGradient, c, count);
            }
        }
    }
}
