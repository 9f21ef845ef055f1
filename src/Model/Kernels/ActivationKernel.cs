using System.Runtime.Intrinsics;
using Emotune.Model.Network;

namespace Emotune.Model.Kernels;

/// <summary>A feed-forward block's middle: bias and non-linearity in one pass, forward and back.</summary>
internal static unsafe class ActivationKernel
{
    /// <summary>y = f(x + bias)</summary>
    /// <param name="y">May be <paramref name="x"/>.</param>
    public static void Forward<TNumber>(
        Activation activation, int rows, int width, void* x, float* bias, void* y) where TNumber : struct, INumber
    {
        switch (activation)
        {
            case Activation.Gelu:
                Forward<TNumber, GeluFunction>(rows, width, x, bias, y);
                break;
            case Activation.GeluNew:
                Forward<TNumber, GeluNewFunction>(rows, width, x, bias, y);
                break;
            case Activation.Relu:
                Forward<TNumber, ReluFunction>(rows, width, x, bias, y);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, null);
        }
    }

    /// <summary>Gradient of y to gradient of x, which takes the place of x; its column sums are added to the bias's gradient.</summary>
    public static void Backward<TNumber>(
        Activation activation, int rows, int width, void* x, float* bias, void* gradient, float* biasGradient)
        where TNumber : struct, INumber
    {
        switch (activation)
        {
            case Activation.Gelu:
                Backward<TNumber, GeluFunction>(rows, width, x, bias, gradient, biasGradient);
                break;
            case Activation.GeluNew:
                Backward<TNumber, GeluNewFunction>(rows, width, x, bias, gradient, biasGradient);
                break;
            case Activation.Relu:
                Backward<TNumber, ReluFunction>(rows, width, x, bias, gradient, biasGradient);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, null);
        }
    }

    private static void Forward<TNumber, TFunction>(int rows, int width, void* x, float* bias, void* y)
        where TNumber : struct, INumber where TFunction : struct, IActivation
    {
        if (Vector512.IsHardwareAccelerated)
            Forward<TNumber, TFunction, Lanes16>(rows, width, x, bias, y);
        else
            Forward<TNumber, TFunction, Lanes8>(rows, width, x, bias, y);
    }

    private static void Backward<TNumber, TFunction>(int rows, int width, void* x, float* bias, void* gradient, float* biasGradient)
        where TNumber : struct, INumber where TFunction : struct, IActivation
    {
        if (Vector512.IsHardwareAccelerated)
            Backward<TNumber, TFunction, Lanes16>(rows, width, x, bias, gradient, biasGradient);
        else
            Backward<TNumber, TFunction, Lanes8>(rows, width, x, bias, gradient, biasGradient);
    }

    /// <summary>At a width of its own: the same bits at each.</summary>
    internal static void Forward<TNumber, TFunction, TLanes>(int rows, int width, void* x, float* bias, void* y)
        where TNumber : struct, INumber where TFunction : struct, IActivation where TLanes : struct, ILanes<TLanes>
    {
        for (var row = 0; row < rows; row++)
        {
            for (var c = 0; c < width; c += TLanes.Count)
            {
                var (at, count) = ((long)row * width + c, Math.Min(TLanes.Count, width - c));
                var value = TLanes.Load<TNumber>(x, at, count) + TLanes.Load<Float32Number>(bias, c, count);
                TFunction.Value(value).Store<TNumber>(y, at, count);
            }
        }
    }

    /// <inheritdoc cref="Forward{TNumber, TFunction, TLanes}"/>
    internal static void Backward<TNumber, TFunction, TLanes>(
        int rows, int width, void* x, float* bias, void* gradient, float* biasGradient)
        where TNumber : struct, INumber where TFunction : struct, IActivation where TLanes : struct, ILanes<TLanes>
    {
        for (var row = 0; row < rows; row++)
        {
            for (var c = 0; c < width; c += TLanes.Count)
            {
                var (at, count) = ((long)row * width + c, Math.Min(TLanes.Count, width - c));
                var slope = TFunction.Slope(TLanes.Load<TNumber>(x, at, count) + TLanes.Load<Float32Number>(bias, c, count));
                var value = TLanes.Load<TNumber>(gradient, at, count) * slope;
                value.Store<TNumber>(x, at, count);
                (TLanes.Load<Float32Number>(biasGradient, c, count) + value).Store<Float32Number>(biasGradient, c, count);
            }
        }
    }
}
