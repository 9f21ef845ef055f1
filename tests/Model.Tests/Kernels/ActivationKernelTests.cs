using Emotune.Model.Kernels;
using Emotune.Model.Resampling;

namespace Emotune.Model.Tests.Kernels;

/// <summary>Non-linearities in one pass against their definitions in double precision, at each width.</summary>
public unsafe class ActivationKernelTests
{
    // No multiple of either width.
    private const int Rows = 5, Width = 43;

    // The normal distribution's tail is off by 1e-7 at most, and x multiplies it.
    private const double Bound = 1e-6;

    [Fact]
    public void Gelu_is_its_definition() => Check<GeluFunction>(
        x => x * NormalDistribution.Cumulative(x),
        x => NormalDistribution.Cumulative(x) + x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));

    [Fact]
    public void Gelu_new_is_its_definition()
    {
        static double Inner(double x) => Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
        Check<GeluNewFunction>(
            x => x / 2 * (1 + Math.Tanh(Inner(x))),
            x => (1 + Math.Tanh(Inner(x))) / 2
                + x / 2 * (1 - Math.Pow(Math.Tanh(Inner(x)), 2)) * Math.Sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x));
    }

    [Fact]
    public void Relu_is_its_definition() => Check<ReluFunction>(x => Math.Max(0, x), x => x > 0 ? 1 : 0);

    [Fact]
    public void What_is_no_number_stays_none()
    {
        Assert.True(float.IsNaN(Forward<GeluFunction, Lanes8>([float.NaN], [0], 1)[0]));
        Assert.True(float.IsNaN(Forward<GeluFunction, Lanes16>([float.NaN], [0], 1)[0]));
        Assert.True(float.IsNaN(Forward<ReluFunction, Lanes8>([float.NaN], [0], 1)[0]));
        Assert.True(float.IsNaN(Forward<ReluFunction, Lanes16>([float.NaN], [0], 1)[0]));
    }

    private static void Check<TFunction>(Func<double, double> value, Func<double, double> slope) where TFunction : struct, IActivation
    {
        float[] x = Wave(Rows * Width, 6), bias = Wave(Width, 1), gradient = Wave(Rows * Width, 2);
        var forward = Forward<TFunction, Lanes16>(x, bias, Rows);
        Assert.Equal(forward, Forward<TFunction, Lanes8>(x, bias, Rows));
        var (backward, sums) = Backward<TFunction, Lanes16>(x, bias, gradient);
        var narrow = Backward<TFunction, Lanes8>(x, bias, gradient);
        Assert.Equal(backward, narrow.Gradient);
        Assert.Equal(sums, narrow.Sums);
        var expected = new double[Width];
        for (var i = 0; i < x.Length; i++)
        {
            double at = x[i] + bias[i % Width];
            Near(value(at), forward[i], at);
            Near(gradient[i] * slope(at), backward[i], at);
            expected[i % Width] += gradient[i] * slope(at);
        }
        for (var c = 0; c < Width; c++)
            Near(expected[c], sums[c], 10);
    }

    private static void Near(double expected, double actual, double size) =>
        Assert.True(Math.Abs(expected - actual) <= Bound * (1 + Math.Abs(size)), $"{actual} instead of {expected}");

    private static float[] Forward<TFunction, TLanes>(float[] x, float[] bias, int rows)
        where TFunction : struct, IActivation where TLanes : struct, ILanes<TLanes>
    {
        var y = new float[x.Length];
        fixed (float* from = x, added = bias, to = y)
            ActivationKernel.Forward<Float32Number, TFunction, TLanes>(rows, x.Length / rows, from, added, to);
        return y;
    }

    private static (float[] Gradient, float[] Sums) Backward<TFunction, TLanes>(float[] x, float[] bias, float[] gradient)
        where TFunction : struct, IActivation where TLanes : struct, ILanes<TLanes>
    {
        float[] y = [.. x], sums = new float[Width];
        fixed (float* inOut = y, added = bias, above = gradient, sum = sums)
            ActivationKernel.Backward<Float32Number, TFunction, TLanes>(Rows, Width, inOut, added, above, sum);
        return (y, sums);
    }

    private static float[] Wave(int count, float height) =>
        [.. Enumerable.Range(0, count).Select(i => height * MathF.Sin(i * 1.7f + 0.3f))];
}
