using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emotune.Model.Native;
using static TorchSharp.torch;

namespace Emotune.Model.Kernels;

/// <summary>
/// Products of bfloat16 numbers as products in single precision: factors are widened, which is exact, and results are rounded where
/// the processor's own products would be.
/// </summary>
internal sealed unsafe class RoundedMultiplier : Multiplier
{
    private readonly Scratch _left = new(), _right = new(), _product = new();

    public override ScalarType WeightType => ScalarType.Float32;

    public override void Multiply(Matrix x, int firstRow, int rows, Tensor weight, Matrix y)
    {
        using var from = Widened(_left, x, firstRow, rows);
        using var to = _product.Of(rows, y.Columns);
        to.addmm_(from, weight, 0, 1);
        BFloat16Conversion.Narrow(_product.Pointer, y.Row(firstRow), (long)rows * y.Columns);
    }

    public override void MultiplyRows(int rows, Matrix gradient, Matrix x, Tensor sum, bool first)
    {
        using Tensor all = Widened(_left, gradient, 0, rows), from = Widened(_right, x, 0, rows), transposed = all.t();
        using var product = _product.Of(gradient.Columns, x.Columns);
        product.addmm_(transposed, from, 0, 1);
        if (first)
            BFloat16Conversion.Round(_product.Pointer, TensorMemory.Pointer(sum), sum.numel());
        else
            BFloat16Conversion.AddRounded(_product.Pointer, TensorMemory.Pointer(sum), sum.numel());
    }

    public override void TakeWeights(Tensor source, Tensor weights) =>
        BFloat16Conversion.Round(TensorMemory.Pointer(source), TensorMemory.Pointer(weights), weights.numel());

    public override void Dispose()
    {
        _left.Dispose();
        _right.Dispose();
        _product.Dispose();
    }

    private static Tensor Widened(Scratch scratch, Matrix matrix, int firstRow, int rows)
    {
        var widened = scratch.Of(rows, matrix.Columns);
        BFloat16Conversion.Widen(matrix.Row(firstRow), scratch.Pointer, (long)rows * matrix.Columns);
        return widened;
    }

    /// <summary>Room for one matrix at a time.</summary>
    private sealed class Scratch : IDisposable
    {
        private Tensor? _numbers;

        public float* Pointer { get; private set; }

        /// <returns>A tensor over it, which the caller disposes.</returns>
        public Tensor Of(int rows, int columns)
        {
            var length = (long)rows * columns;
            if (_numbers is null || _numbers.numel() < length)
            {
                _numbers?.Dispose();
                _numbers = empty(length).DetachFromDisposeScope();
                Pointer = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(_numbers.bytes));
            }
            using var part = _numbers.narrow(0, 0, length);
            return part.view(rows, columns);
        }

        public void Dispose() => _numbers?.Dispose();
    }
}
