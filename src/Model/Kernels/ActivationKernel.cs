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

    private static void Backward<TNumber, TFunction>(int rows, int width, void* x, float* bias, void* gradient, float* biasGradient)
        where TNumber : struct, INumber where TFunction : struct, IActivation
    {
        for (var row = 0; row < rows; row++)
        {
            for (var c = 0; c < width; c += INumber.Lanes)
            {
                var (at, count) = ((long)row * width + c, Math.Min(INumber.Lanes, width - c));
                var slope = TFunction.Slope(TNumber.Load(x, at, count) + Float32Number.Load(bias, c, count));
                var value = TNumber.Load(gradient, at, count) * slope;
                TNumber.Store(value, x, at, count);
                Float32Number.Store(Float32Number.Load(biasGradient, c, count) + value, biasGradient, c, count);
            }
        }
    }
}
