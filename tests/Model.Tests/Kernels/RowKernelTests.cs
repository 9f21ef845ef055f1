using Emotune.Model.Kernels;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Kernels;

/// <summary>Products and norms of rows against plain loops over numbers.</summary>
public unsafe class RowKernelTests
{
    private const double Bound = 1e-5;

    [Theory]
    [InlineData(1, 16, 5)]
    [InlineData(4, 32, 13)]
    [InlineData(7, 48, 32)]
    [InlineData(9, 80, 3)]
    public void A_small_product_adds_up_in_the_order_of_the_inner_dimension(int m, int n, int k)
    {
        float[] a = Wave(m * k, 1), b = Wave(k * n, 2);
        foreach (var transposed in new[] { false, true })
        {
            var c = new float[m * n];
            var (row, column) = transposed ? (1, m) : (k, 1);
            fixed (float* left = a, right = b, to = c)
                SmallProduct.Multiply(m, n, k, left, row, column, right, n, to, n);
            for (var i = 0; i < m; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    var sum = 0f;
                    for (var p = 0; p < k; p++)
                        sum = MathF.FusedMultiplyAdd(a[i * row + p * column], b[p * n + j], sum);
                    Assert.Equal(sum, c[i * n + j]);
                }
            }
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(32)]
    [InlineData(43)]
    public void A_norm_and_its_gradient_are_their_definitions(int width)
    {
        float[] x = Wave(width, 3), weight = Wave(width, 1), gradient = [.. Wave(width + 5, 2).Skip(5)];
        float[] normalized = new float[width], changed = [.. gradient], weightSums = new float[width], biasSums = new float[width];
        float inverse;
        fixed (float* from = x, to = normalized, scale = weight, g = changed, ws = weightSums, bs = biasSums)
        {
            inverse = LayerNormRow.Forward(from, width, 1e-5f, to);
            LayerNormRow.Backward(g, width, scale, to, inverse, ws, bs);
        }
        var mean = x.Average(v => (double)v);
        var deviation = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)) + 1e-5);
        double[] n = [.. x.Select(v => (v - mean) / deviation)], scaled = [.. gradient.Zip(weight, (d, w) => (double)d * w)];
        var (level, along) = (scaled.Average(), scaled.Zip(n, (s, v) => s * v).Average());
        Assert.Equal(1 / deviation, inverse, Bound);
        for (var c = 0; c < width; c++)
        {
            Assert.Equal(n[c], normalized[c], Bound);
            Assert.Equal((scaled[c] - level - n[c] * along) / deviation, changed[c], Bound);
            Assert.Equal(gradient[c] * n[c], weightSums[c], Bound);
            Assert.Equal(gradient[c], biasSums[c]);
        }
    }

    [Theory]
    [InlineData(8, 32)]
    [InlineData(11, 43)]
    [InlineData(3, 16)]
    public void Products_with_a_few_rows_are_plain_sums(int rank, int width)
    {
        const int rows = 6, wide = 60, column = 7;
        using var matrix = new Matrix(ScalarType.Float32, wide);
        matrix.Reserve(rows);
        Wave(rows * wide, 1).CopyTo(new Span<float>(matrix.Row(0), rows * wide));
        using var dropout = new DropoutBits(0.4, 3);
        dropout.Draw(new CounterDropout(5), 0, rows * width);
        float[] factor = Wave(rank * width, 2), reduced = new float[rows * rank], outer = new float[rank * width];
        var x = Dropped(matrix, dropout, rows, width, column);
        fixed (float* f = factor, r = reduced, o = outer)
        {
            LowRankKernel.Down<Float32Number>(rows, width, rank, new(matrix, 0, column), f, dropout, 0, r);
            LowRankKernel.Outer<Float32Number>(rows, width, rank, r, new(matrix, 0, column), dropout, 0, o);
        }
        for (var j = 0; j < rank; j++)
        {
            for (var row = 0; row < rows; row++)
                Near(Enumerable.Range(0, width).Sum(c => x[row, c] * factor[j * width + c]), reduced[row * rank + j]);
            for (var c = 0; c < width; c++)
                Near(Enumerable.Range(0, rows).Sum(row => reduced[row * rank + j] * x[row, c]), outer[j * width + c]);
        }
        fixed (float* f = factor, r = reduced)
            LowRankKernel.Up<Float32Number>(rows, width, rank, r, f, null, 0, new(matrix, 0, column));
        var before = Wave(rows * wide, 1);
        for (var i = 0; i < rows * wide; i++)
        {
            var (row, c) = (i / wide, i % wide - column);
            var added = c < 0 || c >= width
                ? 0
                : Enumerable.Range(0, rank).Sum(j => (double)reduced[row * rank + j] * factor[j * width + c]);
            Near(before[i] + added, matrix.Floats(0)[i]);
        }
    }

    [Theory]
    [InlineData(64, 96)]
    [InlineData(43, 75)]
    [InlineData(16, 5)]
    public void What_dropped_inputs_owe_is_the_difference_of_two_products(int inputs, int outputs)
    {
        const int rows = 3;
        using Matrix x = new(ScalarType.Float32, inputs), weights = new(ScalarType.Float32, outputs);
        x.Reserve(rows);
        weights.Reserve(inputs);
        Wave(rows * inputs, 1).CopyTo(new Span<float>(x.Row(0), rows * inputs));
        Wave(inputs * outputs, 2).CopyTo(new Span<float>(weights.Row(0), inputs * outputs));
        using var dropout = new DropoutBits(0.3, 3);
        dropout.Draw(new CounterDropout(5), 0, rows * inputs);
        var kept = Dropped(x, dropout, rows, inputs, 0);
        var gradient = Wave(outputs, 3);
        for (var row = 0; row < rows; row++)
        {
            var (positions, owed, before) = (new int[inputs], new float[outputs], new Span<float>(x.Row(row), inputs).ToArray());
            fixed (int* at = positions)
                positions = positions[..dropout.Dropped(row * inputs, inputs, at)];
            Assert.Equal(Enumerable.Range(0, inputs).Where(c => kept[row, c] == 0), positions);
            fixed (float* sum = owed, g = gradient)
            {
                DroppedKernel.Forward<Float32Number>(x.Row(row), positions, outputs, weights, sum);
                DroppedKernel.Backward<Float32Number>(g, positions, outputs, weights, x.Row(row));
            }
            for (var n = 0; n < outputs; n++)
                Near(Enumerable.Range(0, inputs).Sum(c => (before[c] - kept[row, c] * (1 - 0.3)) * weights.Floats(c)[n]), owed[n]);
            for (var c = 0; c < inputs; c++)
            {
                var share = kept[row, c] == 0 ? Enumerable.Range(0, outputs).Sum(n => (double)gradient[n] * weights.Floats(c)[n]) : 0;
                Near(before[c] - share, x.Floats(row)[c]);
            }
        }
    }

    [Fact]
    public void Masks_are_the_same_at_each_width()
    {
        uint[] narrow = new uint[50], wide = new uint[50];
        fixed (uint* four = narrow, eight = wide)
        {
            DropoutMask.FillBits<Words4>(four, 7, 50, 0.1, 12345678901, (3, 4, 5));
            DropoutMask.FillBits<Words8>(eight, 7, 50, 0.1, 12345678901, (3, 4, 5));
        }
        Assert.Equal(wide, narrow);
        Assert.InRange(wide.Sum(w => (int)uint.PopCount(w)), 50 * 32 * 0.86, 50 * 32 * 0.94);
    }

    private static double[,] Dropped(Matrix matrix, DropoutBits dropout, int rows, int width, int column)
    {
        var x = new double[rows, width];
        for (var row = 0; row < rows; row++)
        {
            for (var c = 0; c < width; c++)
                x[row, c] = dropout.Apply(System.Runtime.Intrinsics.Vector512.Create(matrix.Floats(row)[column + c]), row * width + c)[0];
        }
        return x;
    }

    private static void Near(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= Bound * (1 + Math.Abs(expected)), $"{actual} instead of {expected}");

    private static float[] Wave(int count, float height) =>
        [.. Enumerable.Range(0, count).Select(i => height * MathF.Sin(i * 1.7f + 0.3f))];
}
