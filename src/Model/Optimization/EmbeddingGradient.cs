using System.Numerics;
using System.Runtime.InteropServices;
using Emotune.Model.Native;
using static TorchSharp.torch;

namespace Emotune.Model.Optimization;

/// <summary>
/// The gradient of a word table. A step reads some hundred of its rows, and libtorch would make a table of zeros for each:
/// here one table is kept, and the rows that a step wrote to are cleared before the next.
/// </summary>
internal sealed class EmbeddingGradient : IRowTable, IDisposable
{
    private readonly Tensor _table;
    private readonly int _width;
    private readonly HashSet<int> _written = [];

    public EmbeddingGradient(Tensor weight)
    {
        (Weight, _width) = (weight, (int)weight.shape[1]);
        _table = zeros(weight.shape, dtype: ScalarType.Float32).DetachFromDisposeScope();
    }

    /// <summary>Zero but for the rows that were added since <see cref="Clear"/>.</summary>
    public Tensor Table => _table;

    public Tensor Weight { get; }

    public IReadOnlyCollection<int> Written => _written;

    public Action<int[]>? BeforeReading { get; set; }

    public void Clear()
    {
        var table = TensorMemory.Span(_table);
        foreach (var row in _written)
            table.Slice(row * _width, _width).Clear();
        _written.Clear();
    }

    /// <param name="rows">(…) int64</param>
    /// <param name="vectors">(…, width)</param>
    /// <param name="except">A row that gets no gradient.</param>
    public void Add(Tensor rows, Tensor vectors, long except)
    {
        using var contiguous = vectors.contiguous();
        var indices = MemoryMarshal.Cast<byte, long>(rows.bytes);
        var narrow = new int[indices.Length];
        for (var i = 0; i < narrow.Length; i++)
            narrow[i] = (int)indices[i];
        Add(narrow, TensorMemory.Span(contiguous), except);
    }

    /// <summary>Adds each vector to its row, one after the other: the same sum for any number of threads.</summary>
    /// <param name="vectors">As many as rows, one after the other.</param>
    /// <param name="except">A row that gets no gradient; null for none.</param>
    public void Add(ReadOnlySpan<int> rows, ReadOnlySpan<float> vectors, long? except)
    {
        var table = TensorMemory.Span(_table);
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] == except)
                continue;
            _written.Add(rows[i]);
            Add(table.Slice(rows[i] * _width, _width), vectors.Slice(i * _width, _width));
        }
    }

    public void Dispose() => _table.Dispose();

    private static void Add(Span<float> row, ReadOnlySpan<float> vector)
    {
        var sums = MemoryMarshal.Cast<float, Vector<float>>(row);
        var terms = MemoryMarshal.Cast<float, Vector<float>>(vector);
        for (var i = 0; i < sums.Length; i++)
            sums[i] += terms[i];
        for (var i = sums.Length * Vector<float>.Count; i < row.Length; i++)
            row[i] += vector[i];
    }
}
