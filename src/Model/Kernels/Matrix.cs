using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Emotune.Model.Kernels;

/// <summary>
/// Rows of numbers that both libtorch's products and the kernels here work on, without libtorch allocating anything in a step.
/// </summary>
internal sealed unsafe class Matrix(ScalarType type, int columns) : IDisposable
{
    private const int RowsAtOnce = 64;

    private readonly int _bytes = type == ScalarType.BFloat16 ? sizeof(ushort) : sizeof(float);
    private Tensor? _tensor;
    private byte* _start;

    public int Columns => columns;

    /// <summary>Makes room; what was in it is lost where it grows.</summary>
    public void Reserve(int rows)
    {
        if (_tensor is not null && _tensor.shape[0] >= rows)
            return;
        _tensor?.Dispose();
        _tensor = empty([(rows + RowsAtOnce - 1) / RowsAtOnce * RowsAtOnce, columns], dtype: type).DetachFromDisposeScope();
        _start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(_tensor.bytes));
    }

    public void* Row(int row) => _start + (long)row * columns * _bytes;

    public void* At(int row, int column) => _start + ((long)row * columns + column) * _bytes;

    public float* Floats(int row) => (float*)Row(row);

    /// <summary>A tensor over some rows, which the caller disposes.</summary>
    public Tensor Rows(int start, int count) => _tensor!.narrow(0, start, count);

    public void Clear(int start, int count) =>
        NativeMemory.Clear(Row(start), (nuint)((long)count * columns * _bytes));

    public void Dispose() => _tensor?.Dispose();
}
