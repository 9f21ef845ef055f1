using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emotune.Model.Kernels;

/// <summary>Products with a matrix of a few rows, without writing down the dropped-out input.</summary>
/// <remarks>
/// x and y are rows of a wider matrix's part. <c>element</c> is the number of the part's first entry at its dropout site.
/// <code>
///          x or y                           factor, gradient           reduced
///         +--------------------------+     +------------------+     +---------+
///   row   | part: width numbers      |   j | width numbers    | row | rank    |
///    +1   |  c, c + 16, ...          |  +1 |  c, c + 16, ...  |  +1 | numbers |
///    ...  |                          |     |                  | ... |         |
///         +--------------------------+     +------------------+     +---------+
///          rows of the matrix               rank rows               rows
///
///   Down   for row: for 8 j at once: for c     reduced[row, j]  = sum over c of x[row, c] * factor[j, c]
///   Up     for 4 rows at once: for c: for j    y[row, c]       += sum over j of reduced[row, j] * factor[j, c]
///   Outer  for 4 rows at once: for c: for j    gradient[j, c]  += sum over row of reduced[row, j] * x[row, c]
/// </code>
/// c goes over vectors of sixteen. What is left over of 8 j or 4 rows goes one at a time. Without AVX-512 the runtime inlines only so
/// many operations into one method: each product stays a method of its own.
/// </remarks>
internal static unsafe class LowRankKernel
{
    private const int Lanes = INumber.Lanes, Block = 8, Together = 4;

    /// <summary>reduced[row, j] = Σ x̃[row] · factor[j], with x̃ = dropout(x).</summary>
    /// <param name="factor">(rank, width)</param>
    /// <param name="reduced">(rows, rank)</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Down<TNumber>(
        int rows, int width, int rank, Part x, float* factor, DropoutBits? dropout, long element, float* reduced)
        where TNumber : struct, INumber
    {
        FloatRows factors = new(factor, width), sums = new(reduced, rank);
        for (var row = 0; row < rows; row++)
        {
            var (from, first) = (element + (long)row * width, 0);
            for (; first + Block <= rank; first += Block)
                Down8<TNumber>(width, x.Row(row), factors.Row(first), dropout, from, sums.Row(row) + first);
            for (; first < rank; first++)
                Down1<TNumber>(width, x.Row(row), factors.Row(first), dropout, from, sums.Row(row) + first);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Down8<TNumber>(
        int width, void* x, float* factor, DropoutBits? dropout, long element, float* reduced) where TNumber : struct, INumber
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (var c = 0; c < width; c += Lanes)
        {
            var count = Math.Min(Lanes, width - c);
            var value = Load<TNumber>(x, c, count, dropout, element + c);
            var row = factor + c;
            s0 = Vector512.FusedMultiplyAdd(value, Float32Number.Load(row, 0, count), s0);
            s1 = Vector512.FusedMultiplyAdd(value, Float32Number.Load(row += width, 0, count), s1);
            s2 = Vector512.FusedMultiplyAdd(value, Float32Number.Load(row += width, 0, count), s2);
            s3 = Vector512.FusedMultiplyAdd(value, Float32Number.Load(row += width, 0, count), s3);
            s4 = Vector512.FusedMultiplyAdd(value, Float32Number.Load(row += width, 0, count), s4);
            s5 = Vector512.FusedMultiplyAdd(value, Float32Number.Load(row += width, 0, count), s5);
            s6 = Vector512.FusedMultiplyAdd(value, Float32Number.Load(row += width, 0, count), s6);
            s7 = Vector512.FusedMultiplyAdd(value, Float32Number.Load(row += width, 0, count), s7);
        }
        (reduced[0], reduced[1], reduced[2], reduced[3]) = (Vector512.Sum(s0), Vector512.Sum(s1), Vector512.Sum(s2), Vector512.Sum(s3));
        (reduced[4], reduced[5], reduced[6], reduced[7]) = (Vector512.Sum(s4), Vector512.Sum(s5), Vector512.Sum(s6), Vector512.Sum(s7));
    }

    private static void Down1<TNumber>(
        int width, void* x, float* factor, DropoutBits? dropout, long element, float* reduced) where TNumber : struct, INumber
    {
        var sum = Vector512<float>.Zero;
        for (var c = 0; c < width; c += Lanes)
        {
            var count = Math.Min(Lanes, width - c);
            sum = Vector512.FusedMultiplyAdd(Load<TNumber>(x, c, count, dropout, element + c), Float32Number.Load(factor, c, count), sum);
        }
        *reduced = Vector512.Sum(sum);
    }

    /// <summary>y[row] += dropout(Σ reduced[row, j] · factor[j])</summary>
    /// <param name="reduced">(rows, rank)</param>
    /// <param name="factor">(rank, width)</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Up<TNumber>(
        int rows, int width, int rank, float* reduced, float* factor, DropoutBits? dropout, long element, Part y)
        where TNumber : struct, INumber
    {
        FloatRows shares = new(reduced, rank);
        var row = 0;
        for (; row + Together <= rows; row += Together)
        {
            for (var c = 0; c < width; c += Lanes)
                Up4<TNumber>(row, c, width, rank, shares.Row(row), factor, dropout, element + (long)row * width + c, y);
        }
        for (; row < rows; row++)
        {
            for (var c = 0; c < width; c += Lanes)
            {
                var count = Math.Min(Lanes, width - c);
                var sum = Vector512<float>.Zero;
                for (var j = 0; j < rank; j++)
                {
                    sum = Vector512.FusedMultiplyAdd(
                        Vector512.Create(shares.Row(row)[j]), Float32Number.Load(factor, (long)j * width + c, count), sum);
                }

                Add<TNumber>(y.Row(row), c, count, sum, dropout, element + (long)row * width + c);
            }
        }
    }

    private static void Up4<TNumber>(
        int row, int c, int width, int rank, float* reduced, float* factor, DropoutBits? dropout, long element, Part y)
        where TNumber : struct, INumber
    {
        var count = Math.Min(Lanes, width - c);
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (var j = 0; j < rank; j++)
        {
            var value = Float32Number.Load(factor, (long)j * width + c, count);
            s0 = Vector512.FusedMultiplyAdd(Vector512.Create(reduced[j]), value, s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.Create(reduced[rank + j]), value, s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.Create(reduced[2 * rank + j]), value, s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.Create(reduced[3 * rank + j]), value, s3);
        }
        Add<TNumber>(y.Row(row), c, count, s0, dropout, element);
        Add<TNumber>(y.Row(row + 1), c, count, s1, dropout, element + width);
        Add<TNumber>(y.Row(row + 2), c, count, s2, dropout, element + 2L * width);
        Add<TNumber>(y.Row(row + 3), c, count, s3, dropout, element + 3L * width);
    }

    /// <summary>gradient[j] += Σ reduced[row, j] · dropout(x[row])</summary>
    /// <param name="reduced">(rows, rank)</param>
    /// <param name="gradient">(rank, width)</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Outer<TNumber>(
        int rows, int width, int rank, float* reduced, Part x, DropoutBits? dropout, long element, float* gradient)
        where TNumber : struct, INumber
    {
        FloatRows shares = new(reduced, rank);
        var row = 0;
        for (; row + Together <= rows; row += Together)
        {
            for (var c = 0; c < width; c += Lanes)
                Outer4<TNumber>(row, c, width, rank, shares.Row(row), x, dropout, element + (long)row * width + c, gradient);
        }
        for (; row < rows; row++)
        {
            for (var c = 0; c < width; c += Lanes)
            {
                var count = Math.Min(Lanes, width - c);
                var value = Load<TNumber>(x.Row(row), c, count, dropout, element + (long)row * width + c);
                for (var j = 0; j < rank; j++)
                {
                    var at = gradient + (long)j * width + c;
                    Float32Number.Store(
                        Vector512.FusedMultiplyAdd(Vector512.Create(shares.Row(row)[j]), value, Float32Number.Load(at, 0, count)),
                        at, 0, count);
                }
            }
        }
    }

    private static void Outer4<TNumber>(
        int row, int c, int width, int rank, float* reduced, Part x, DropoutBits? dropout, long element, float* gradient)
        where TNumber : struct, INumber
    {
        var count = Math.Min(Lanes, width - c);
        var x0 = Load<TNumber>(x.Row(row), c, count, dropout, element);
        var x1 = Load<TNumber>(x.Row(row + 1), c, count, dropout, element + width);
        var x2 = Load<TNumber>(x.Row(row + 2), c, count, dropout, element + 2L * width);
        var x3 = Load<TNumber>(x.Row(row + 3), c, count, dropout, element + 3L * width);
        for (var j = 0; j < rank; j++)
        {
            var at = gradient + (long)j * width + c;
            var sum = Vector512.FusedMultiplyAdd(Vector512.Create(reduced[j]), x0, Float32Number.Load(at, 0, count));
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(reduced[rank + j]), x1, sum);
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(reduced[2 * rank + j]), x2, sum);
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(reduced[3 * rank + j]), x3, sum);
            Float32Number.Store(sum, at, 0, count);
        }
    }

    private static Vector512<float> Load<TNumber>(
        void* x, int c, int count, DropoutBits? dropout, long element) where TNumber : struct, INumber
    {
        var value = TNumber.Load(x, c, count);
        return dropout is null ? value : dropout.Apply(value, element);
    }

    private static void Add<TNumber>(
        void* y, int c, int count, Vector512<float> sum, DropoutBits? dropout, long element) where TNumber : struct, INumber
    {
        if (dropout is not null)
            sum = dropout.Apply(sum, element);
        TNumber.Store(TNumber.Load(y, c, count) + sum, y, c, count);
    }

    /// <summary>Rows of numbers, one after the other.</summary>
    private readonly struct FloatRows(float* start, int width)
    {
        public float* Row(int row) => start + (long)row * width;
    }

    /// <summary>Some columns of a matrix's rows.</summary>
    public readonly struct Part(Matrix matrix, int firstRow, int firstColumn)
    {
        public void* Row(int row) => matrix.At(firstRow + row, firstColumn);
    }
}
