using Emotune.Model.Kernels;
using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Kernels;

/// <summary>Products of bfloat16 numbers against the exact sums of the rounded factors, by each way.</summary>
public unsafe class MultiplierTests
{
    private const int Rows = 37, Inputs = 50, Outputs = 29, FirstRow = 5;

    // Half of a bfloat16's last place, and what single precision loses in a sum of fifty.
    private const double Rounding = 1.0 / 256, Sums = 1e-6;

    [Theory]
    [InlineData(BFloat16Way.Processor)]
    [InlineData(BFloat16Way.Float32)]
    internal void A_product_is_the_rounded_sum_of_rounded_factors(BFloat16Way way)
    {
        using var scope = NewDisposeScope();
        using var multiplier = Multiplier.For<BFloat16Number>(way);
        using Matrix x = Filled(Inputs, 1), y = Filled(Outputs, 2);
        var weights = empty([Outputs, Inputs], dtype: multiplier.WeightType);
        var source = tensor(Wave(Outputs * Inputs, 3)).reshape(Outputs, Inputs);
        multiplier.TakeWeights(source, weights);
        multiplier.Multiply(x, FirstRow, Rows - FirstRow, weights.t(), y);
        using var before = Filled(Outputs, 2);
        var (left, result, untouched) = (Read(x), Read(y), Read(before));
        double[] right = [.. source.ToArray().Select(Rounded)];
        Assert.Equal(untouched[..(FirstRow * Outputs)], result[..(FirstRow * Outputs)]);
        for (var row = FirstRow; row < Rows; row++)
        {
            for (var n = 0; n < Outputs; n++)
            {
                var terms = Enumerable.Range(0, Inputs).Select(k => left[row * Inputs + k] * right[n * Inputs + k]);
                Near(terms, result[row * Outputs + n]);
            }
        }
    }

    [Theory]
    [InlineData(BFloat16Way.Processor)]
    [InlineData(BFloat16Way.Float32)]
    internal void A_product_over_rows_takes_the_place_of_a_sum_or_is_added_to_it(BFloat16Way way)
    {
        using var scope = NewDisposeScope();
        using var multiplier = Multiplier.For<BFloat16Number>(way);
        using Matrix x = Filled(Inputs, 1), gradient = Filled(Outputs, 2);
        var sum = full([Outputs, Inputs], float.NaN);
        multiplier.MultiplyRows(Rows, gradient, x, sum, first: true);
        var once = sum.ToArray();
        multiplier.MultiplyRows(Rows, gradient, x, sum, first: false);
        Assert.Equal(once.Select(v => v + v), sum.ToArray());
        var (left, right) = (Read(gradient), Read(x));
        for (var n = 0; n < Outputs; n++)
        {
            for (var k = 0; k < Inputs; k++)
                Near(Enumerable.Range(0, Rows).Select(row => left[row * Outputs + n] * right[row * Inputs + k]), once[n * Inputs + k]);
        }
    }

    private static void Near(IEnumerable<double> terms, double actual)
    {
        double[] all = [.. terms];
        var bound = Rounding * Math.Abs(all.Sum()) + Sums * all.Sum(Math.Abs);
        Assert.True(Math.Abs(all.Sum() - actual) <= bound, $"{actual} instead of {all.Sum()}");
        Assert.Equal(Rounded((float)actual), actual);
    }

    private static Matrix Filled(int columns, int phase)
    {
        var matrix = new Matrix(ScalarType.BFloat16, columns);
        matrix.Reserve(Rows);
        fixed (float* values = Wave(Rows * columns, phase))
            BFloat16Conversion.Narrow(values, matrix.Row(0), Rows * columns);
        return matrix;
    }

    private static double[] Read(Matrix matrix)
    {
        var values = new float[Rows * matrix.Columns];
        fixed (float* to = values)
            BFloat16Conversion.Widen(matrix.Row(0), to, values.Length);
        return [.. values];
    }

    private static double Rounded(float value)
    {
        var rounded = 0f;
        BFloat16Conversion.Round(&value, &rounded, 1);
        return rounded;
    }

    private static float[] Wave(int count, int phase) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i * 1.7f + phase))];
}
