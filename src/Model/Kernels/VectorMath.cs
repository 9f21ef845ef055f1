using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emotune.Model.Kernels;

/// <summary>Elementary functions of many numbers at once, to within some units of the last place.</summary>
internal static class VectorMath
{
    /// <summary>e to the x, at the processor's width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => Vector512.IsHardwareAccelerated
        ? Exp(new Lanes16(x)).Values
        : Vector512.Create(Exp(new Lanes8(x.GetLower())).Values, Exp(new Lanes8(x.GetUpper())).Values);

    /// <summary>e to the x: 2ⁿ · eʳ with |r| ≤ ln 2 ÷ 2 and a polynomial of degree seven for eʳ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        // In this order a NaN stays one.
        x = TLanes.Max(TLanes.Of(-87.3f), TLanes.Min(TLanes.Of(88.3f), x));
        var n = TLanes.Round(x * TLanes.Of(1.44269504f));
        var r = TLanes.FusedMultiplyAdd(n, TLanes.Of(-0.693359375f), x);
        r = TLanes.FusedMultiplyAdd(n, TLanes.Of(2.12194440e-4f), r);
        var p = TLanes.Of(1f / 5040);
        p = TLanes.FusedMultiplyAdd(p, r, TLanes.Of(1f / 720));
        p = TLanes.FusedMultiplyAdd(p, r, TLanes.Of(1f / 120));
        p = TLanes.FusedMultiplyAdd(p, r, TLanes.Of(1f / 24));
        p = TLanes.FusedMultiplyAdd(p, r, TLanes.Of(1f / 6));
        p = TLanes.FusedMultiplyAdd(p, r, TLanes.Of(0.5f));
        p = TLanes.FusedMultiplyAdd(p * r, r, r) + TLanes.Of(1);
        return p * TLanes.PowerOfTwo(n);
    }

    /// <summary>The normal distribution at x: probability of being below it, and density.</summary>
    /// <remarks>The tail by Abramowitz and Stegun 7.1.26, within 1e-7.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes Below, TLanes Density) Normal<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        var bell = Exp(x * x * TLanes.Of(-0.5f));
        var t = TLanes.Of(1) / TLanes.FusedMultiplyAdd(TLanes.Abs(x), TLanes.Of(0.3275911f * 0.707106781f), TLanes.Of(1));
        var p = TLanes.Of(1.061405429f);
        p = TLanes.FusedMultiplyAdd(p, t, TLanes.Of(-1.453152027f));
        p = TLanes.FusedMultiplyAdd(p, t, TLanes.Of(1.421413741f));
        p = TLanes.FusedMultiplyAdd(p, t, TLanes.Of(-0.284496736f));
        p = TLanes.FusedMultiplyAdd(p, t, TLanes.Of(0.254829592f));
        var tail = p * t * bell * TLanes.Of(0.5f);
        var below = TLanes.WhereLess(x, TLanes.Of(0), tail, TLanes.Of(1) - tail);
        return (below, bell * TLanes.Of(0.398942280f));
    }

    /// <summary>1 − 2 ÷ (1 + e²ˣ)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Tanh<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
        TLanes.Of(1) - TLanes.Of(2) / (TLanes.Of(1) + Exp(x + x));
}
