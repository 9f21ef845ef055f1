using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emotune.Model.Kernels;

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
