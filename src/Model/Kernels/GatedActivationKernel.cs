using System.Runtime.Intrinsics;
using Emotune.Model.Network;

namespace Emotune.Model.Kernels;

/// <summary>
/// A gated feed-forward block's middle: biases, non-linearity and gate in one pass, forward and back. A row holds what goes into the
/// non-linearity, and behind it as many numbers of the gate.
/// </summary>
internal static unsafe class GatedActivationKernel
{
    /// <summary>y = f(a + bias of a) · (g + bias of g)</summary>
    /// <param name="width">Of a, of g and of y.</param>
    /// <param name="x">(rows, 2 · width)</param>
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

    private static void Forward<TNumber, TFunction, TLanes>(int rows, int width, void* x, float* bias, void* y)
        where TNumber : struct, INumber where TFunction : struct, IActivation where TLanes : struct, ILanes<TLanes>
    {
        for (var row = 0; row < rows; row++)
        {
            for (var c = 0; c < width; c += TLanes.Count)
            {
                var (at, count) = (2L * row * width + c, Math.Min(TLanes.Count, width - c));
                var value = TLanes.Load<TNumber>(x, at, count) + TLanes.Load<Float32Number>(bias, c, count);
                var gate = TLanes.Load<TNumber>(x, at + width, count) + TLanes.Load<Float32Number>(bias, width + c, count);
                (TFunction.Value(value) * gate).Store<TNumber>(y, (long)row * width + c, count);
            }
        }
    }

    private static void Backward<TNumber, TFunction, TLanes>(
        int rows, int width, void* x, float* bias, void* gradient, float* biasGradient)
        where TNumber : struct, INumber where TFunction : struct, IActivation where TLanes : struct, ILanes<TLanes>
    {
        for (var row = 0; row < rows; row++)
        {
            for (var c = 0; c < width; c += TLanes.Count)
            {
                var (at, count) = (2L * row * width + c, Math.Min(TLanes.Count, width - c));
                var value = TLanes.Load<TNumber>(x, at, count) + TLanes.Load<Float32Number>(bias, c, count);
                var gate = TLanes.Load<TNumber>(x, at + width, count) + TLanes.Load<Float32Number>(bias, width + c, count);
                var outer = TLanes.Load<TNumber>(gradient, (long)row * width + c, count);
                Store<TNumber, TLanes>(outer * gate * TFunction.Slope(value), x, at, biasGradient, c, count);
                Store<TNumber, TLanes>(outer * TFunction.Value(value), x, at + width, biasGradient, width + c, count);
            }
        }
    }

    private static void Store<TNumber, TLanes>(TLanes value, void* x, long at, float* sums, int column, int count)
        where TNumber : struct, INumber where TLanes : struct, ILanes<TLanes>
    {
        value.Store<TNumber>(x, at, count);
        (TLanes.Load<Float32Number>(sums, column, count) + value).Store<Float32Number>(sums, column, count);
    }
}
