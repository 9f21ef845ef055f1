using System.Runtime.CompilerServices;

namespace Emotune.Model.Kernels;

/// <summary>A non-linearity and its slope.</summary>
internal interface IActivation
{
    static abstract TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>;

    static abstract TLanes Slope<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>;
}

/// <summary>x · Φ(x) (Hendrycks and Gimpel 2016, arXiv:1606.08415).</summary>
internal readonly struct GeluFunction : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => x * VectorMath.Normal(x).Below;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Slope<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        var (below, density) = VectorMath.Normal(x);
        return TLanes.FusedMultiplyAdd(x, density, below);
    }
}

/// <summary>x ÷ 2 · (1 + tanh(√(2 ÷ π) · (x + 0.044715 x³))): GELU's approximation in its own paper.</summary>
internal readonly struct GeluNewFunction : IActivation
{
    private const float Root = 0.797884561f, Cubic = 0.044715f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
        x * TLanes.Of(0.5f) * (TLanes.Of(1) + Inner(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Slope<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        var (t, one) = (Inner(x), TLanes.Of(1));
        var inner = (x * x * TLanes.Of(3 * Cubic) + one) * TLanes.Of(Root);
        return (one + t + x * (one - t * t) * inner) * TLanes.Of(0.5f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Inner<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
        VectorMath.Tanh(x * (x * x * TLanes.Of(Cubic) + TLanes.Of(1)) * TLanes.Of(Root));
}

/// <summary>max(x, 0), of slope 0 at 0.</summary>
internal readonly struct ReluFunction : IActivation
{
    // Written so that a NaN stays one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => TLanes.Max(TLanes.Of(0), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Slope<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
        TLanes.WhereLess(TLanes.Of(0), x, TLanes.Of(1), TLanes.Of(0));
}
