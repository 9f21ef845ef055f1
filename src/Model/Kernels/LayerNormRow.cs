using System.Runtime.Intrinsics;

namespace Emotune.Model.Kernels;

/// <summary>Layer normalisation of one row (Ba et al. 2016, arXiv:1607.06450), forward and back.</summary>
internal static unsafe class LayerNormRow
{
    private const int Lanes = INumber.Lanes;

    /// <summary>normalized = (x − mean) ÷ deviation</summary>
    /// <returns>1 ÷ deviation.</returns>
    public static float Forward(float* x, int width, float epsilon, float* normalized)
    {
        var sum = Vector512<float>.Zero;
        for (var c = 0; c < width; c += Lanes)
            sum += Load(x, c, width);
        var mean = Vector512.Create(Vector512.Sum(sum) / width);
        var squares = Vector512<float>.Zero;
        for (var c = 0; c < width; c += Lanes)
        {
            var centred = Load(x, c, width) - mean;
            if (width - c < Lanes)
                centred &= FirstLanes(width - c);
            squares = Vector512.FusedMultiplyAdd(centred, centred, squares);
        }
        var inverse = 1 / MathF.Sqrt(Vector512.Sum(squares) / width + epsilon);
        for (var c = 0; c < width; c += Lanes)
            Store((Load(x, c, width) - mean) * inverse, normalized, c, width);
        return inverse;
    }

    /// <summary>
    /// Gradient of y = normalized · weight + bias to the gradient of x, in place; adds this row to the gradients of weight and bias.
    /// </summary>
    public static void Backward(
        float* gradient, int width, float* weight, float* normalized, float inverse, float* weightGradient, float* biasGradient)
    {
        Vector512<float> sum = default, projection = default;
        for (var c = 0; c < width; c += Lanes)
        {
            var (g, n) = (Load(gradient, c, width), Load(normalized, c, width));
            Store(Load(weightGradient, c, width) + g * n, weightGradient, c, width);
            Store(Load(biasGradient, c, width) + g, biasGradient, c, width);
            g *= Load(weight, c, width);
            sum += g;
            projection = Vector512.FusedMultiplyAdd(g, n, projection);
        }
        var mean = Vector512.Create(Vector512.Sum(sum) / width);
        var along = Vector512.Create(Vector512.Sum(projection) / width);
        for (var c = 0; c < width; c += Lanes)
        {
            var g = Load(gradient, c, width) * Load(weight, c, width);
            Store((g - mean - Load(normalized, c, width) * along) * inverse, gradient, c, width);
        }
    }

    private static Vector512<float> Load(float* row, int c, int width) => Float32Number.Load(row, c, Math.Min(Lanes, width - c));

    private static void Store(Vector512<float> values, float* row, int c, int width) =>
        Float32Number.Store(values, row, c, Math.Min(Lanes, width - c));

    private static Vector512<float> FirstLanes(int count) =>
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();
}
