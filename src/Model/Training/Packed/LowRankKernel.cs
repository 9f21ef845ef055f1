using System.Runtime.Intrinsics;

namespace Emotune.Model.Training.Packed;

/// <summary>Products with a matrix of a few rows, without writing down the dropped-out input.</summary>
/// <remarks>x and y are rows of a wider matrix's part; <c>element</c> is the number of x's first entry at its dropout site.</remarks>
internal static unsafe class LowRankKernel
{
    private const int Lanes = INumber.Lanes, Block = 8;

    /// <summary>down[row, j] = Σ x̃[row] · a[j], with x̃ = dropout(x) and a of <paramref name="rank"/> rows.</summary>
    public static void Down<TNumber>(int rows, int width, int rank, Part x, float* a, DropoutBits? dropout, long element, float* down)
        where TNumber : struct, INumber
    {
        var sums = stackalloc Vector512<float>[Block];
        for (var row = 0; row < rows; row++)
        {
            for (var first = 0; first < rank; first += Block)
            {
                var block = Math.Min(Block, rank - first);
                for (var j = 0; j < block; j++)
                    sums[j] = default;
                for (var c = 0; c < width; c += Lanes)
                {
                    var count = Math.Min(Lanes, width - c);
                    var value = Load<TNumber>(x, row, c, count, dropout, element + (long)row * width + c);
                    for (var j = 0; j < block; j++)
                        sums[j] = Vector512.FusedMultiplyAdd(value, Float32Number.Load(a, (long)(first + j) * width + c, count), sums[j]);
                }
                for (var j = 0; j < block; j++)
                    down[row * rank + first + j] = Vector512.Sum(sums[j]);
            }
        }
    }

    /// <summary>y[row] += dropout(Σ down[row, j] · a[j])</summary>
    public static void Up<TNumber>(int rows, int width, int rank, float* down, float* a, DropoutBits? dropout, long element, Part y)
        where TNumber : struct, INumber
    {
        for (var row = 0; row < rows; row++)
        {
            for (var c = 0; c < width; c += Lanes)
            {
                var count = Math.Min(Lanes, width - c);
                var sum = Vector512<float>.Zero;
                for (var j = 0; j < rank; j++)
                    sum = Vector512.FusedMultiplyAdd(Vector512.Create(down[row * rank + j]), Float32Number.Load(a, (long)j * width + c, count), sum);
                if (dropout is not null)
                    sum = dropout.Apply(sum, element + (long)row * width + c);
                TNumber.Store(TNumber.Load(y.Row(row), c, count) + sum, y.Row(row), c, count);
            }
        }
    }

    /// <summary>gradient[j] += Σ down[row, j] · dropout(x[row])</summary>
    public static void Outer<TNumber>(int rows, int width, int rank, float* down, Part x, DropoutBits? dropout, long element, float* gradient)
        where TNumber : struct, INumber
    {
        const int Together = 4;
        for (var row = 0; row < rows; row += Together)
        {
            var together = Math.Min(Together, rows - row);
            for (var c = 0; c < width; c += Lanes)
            {
                var count = Math.Min(Lanes, width - c);
                Vector512<float> x0 = Load<TNumber>(x, row, c, count, dropout, element + (long)row * width + c), x1 = default, x2 = default, x3 = default;
                if (together > 1)
                    x1 = Load<TNumber>(x, row + 1, c, count, dropout, element + (long)(row + 1) * width + c);
                if (together > 2)
                    x2 = Load<TNumber>(x, row + 2, c, count, dropout, element + (long)(row + 2) * width + c);
                if (together > 3)
                    x3 = Load<TNumber>(x, row + 3, c, count, dropout, element + (long)(row + 3) * width + c);
                for (var j = 0; j < rank; j++)
                {
                    var d = down + (long)row * rank + j;
                    var sum = Vector512.FusedMultiplyAdd(Vector512.Create(d[0]), x0, Float32Number.Load(gradient, (long)j * width + c, count));
                    if (together > 1)
                        sum = Vector512.FusedMultiplyAdd(Vector512.Create(d[rank]), x1, sum);
                    if (together > 2)
                        sum = Vector512.FusedMultiplyAdd(Vector512.Create(d[2 * rank]), x2, sum);
                    if (together > 3)
                        sum = Vector512.FusedMultiplyAdd(Vector512.Create(d[3 * rank]), x3, sum);
                    Float32Number.Store(sum, gradient, (long)j * width + c, count);
                }
            }
        }
    }

    private static Vector512<float> Load<TNumber>(Part x, int row, int c, int count, DropoutBits? dropout, long element) where TNumber : struct, INumber
    {
        var value = TNumber.Load(x.Row(row), c, count);
        return dropout is null ? value : dropout.Apply(value, element);
    }

    /// <summary>Some columns of a matrix's rows.</summary>
    public readonly struct Part(Matrix matrix, int firstRow, int firstColumn)
    {
        public void* Row(int row) => matrix.At(firstRow + row, firstColumn);
    }
}
