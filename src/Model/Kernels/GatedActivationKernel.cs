using System.Runtime.Intrinsics;
using Emotune.Model.Network;

namespace Emotune.Model.Kernels;

/// <summary>
/// A gated feed-forward block's middle: biases, non-linearity and gate in one pass, forward and back. A row holds what goes into the
/// non-linearity, and behind it as many numbers of the gate.
/// </summary>
internal static unsafe class GatedActivationKernel
{
    private interface IPass
    {
        void Run<TFunction, TLanes>() where TFunction : struct, IActivation where TLanes : struct, ILanes<TLanes>;
    }

    /// <summary>y = f(a + bias of a) · (g + bias of g)</summary>
    /// <param name="width">Of a, of g and of y.</param>
    /// <param name="x">(rows, 2 · width)</param>
    public static void Forward<TNumber>(Activation activation, int rows, int width, void* x, float* bias, void* y)
        where TNumber : struct, INumber => Run(activation, new ForwardPass<TNumber>(rows, width, x, bias, y));

    /// <summary>Gradient of y to gradient of x, which takes the place of x; its column sums are added to the bias's gradient.</summary>
    public static void Backward<TNumber>(
        Activation activation, int rows, int width, void* x, float* bias, void* gradient, float* biasGradient)
        where TNumber : struct, INumber => Run(activation, new BackwardPass<TNumber>(rows, width, x, bias, gradient, biasGradient));

    private static void Run<TPass>(Activation activation, TPass pass) where TPass : struct, IPass
    {
        switch (activation)
        {
            case Activation.Gelu:
                Run<TPass, GeluFunction>(pass);
                break;
            case Activation.GeluNew:
                Run<TPass, GeluNewFunction>(pass);
                break;
            case Activation.Relu:
                Run<TPass, ReluFunction>(pass);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, null);
        }
    }

    private static void Run<TPass, TFunction>(TPass pass) where TPass : struct, IPass where TFunction : struct, IActivation
    {
        if (Vector512.IsHardwareAccelerated)
            pass.Run<TFunction, Lanes16>();
        else
            pass.Run<TFunction, Lanes8>();
    }

    private readonly struct ForwardPass<TNumber>(int rows, int width, void* x, float* bias, void* y) : IPass
        where TNumber : struct, INumber
    {
        public void Run<TFunction, TLanes>() where TFunction : struct, IActivation where TLanes : struct, ILanes<TLanes>
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
    }

    private readonly struct BackwardPass<TNumber>(int rows, int width, void* x, float* bias, void* gradient, float* biasGradient) : IPass
        where TNumber : struct, INumber
    {
        public void Run<TFunction, TLanes>() where TFunction : struct, IActivation where TLanes : struct, ILanes<TLanes>
        {
            for (var row = 0; row < rows; row++)
            {
                for (var c = 0; c < width; c += TLanes.Count)
                {
                    var (at, count) = (2L * row * width + c, Math.Min(TLanes.Count, width - c));
                    var value = TLanes.Load<TNumber>(x, at, count) + TLanes.Load<Float32Number>(bias, c, count);
                    var gate = TLanes.Load<TNumber>(x, at + width, count) + TLanes.Load<Float32Number>(bias, width + c, count);
                    var outer = TLanes.Load<TNumber>(gradient, (long)row * width + c, count);
                    Store(outer * gate * TFunction.Slope(value), at, c, count);
                    Store(outer * TFunction.Value(value), at + width, width + c, count);
                }
            }
        }

        private void Store<TLanes>(TLanes value, long at, int column, int count) where TLanes : struct, ILanes<TLanes>
        {
            value.Store<TNumber>(x, at, count);
            (TLanes.Load<Float32Number>(biasGradient, column, count) + value).Store<Float32Number>(biasGradient, column, count);
        }
    }
}
