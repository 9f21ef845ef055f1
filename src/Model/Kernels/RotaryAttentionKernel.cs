using System.Runtime.Intrinsics;
using Emotune.Model.Network;

namespace Emotune.Model.Kernels;

/// <summary>
/// Attention with rotary positions, over all tokens or over those nearby, a block of queries at a time. No probability outlives its block:
/// the backward pass computes them once more, so that memory grows with a comment's length and not with its square (Dao et al. 2022,
/// arXiv:2205.14135).
/// </summary>
/// <remarks>
/// A block has up to 64 queries. With a window of w tokens to each side it meets the keys from w before its first query to w behind its
/// last one, and begins at a multiple of sixteen; without a window it meets all.
/// <code>
/// scratch, for each head      T x D'   queries, keys, values, their gradients, the result
///                             D' x T'  keys and values, transposed
///              each block     rows x S scores, probabilities, and these after dropout
/// </code>
/// </remarks>
/// <param name="window">How far a token looks to each side; null for as far as there are tokens.</param>
/// <param name="scratch">The memory that it works in; not this one's to free.</param>
internal sealed unsafe class RotaryAttentionKernel<TNumber>(int heads, int headSize, RotaryTable rotary, int? window, NativeFloats scratch)
    : IAttentionKernel where TNumber : struct, INumber
{
    private const int Lanes = INumber.Lanes, BlockRows = 64;

    private readonly int _width = heads * headSize;
    private readonly HeadRows<TNumber> _rows = new(headSize);
    private readonly float _scale = (float)(1 / Math.Sqrt(headSize));
    private int _filled, _span;                                             // T', S
    private float* _queries, _keys, _values, _result;                       // (T, D')
    private float* _keyGradient, _valueGradient, _part;                     // (T, D')
    private float* _keyColumns, _valueColumns;                              // (D', T')
    private float* _probabilities, _kept, _scores;                          // (rows, S)

    public void Forward(
        PackedSequence sequence, Matrix projected, float* bias, float* probabilities, DropoutBits? dropout, Matrix context)
    {
        Reserve(sequence.Length);
        for (var head = 0; head < heads; head++)
        {
            LoadQueriesAndKeys(sequence, projected, head, bias);
            _rows.Load(sequence, projected, 2 * _width + head * headSize, bias, _values);
            foreach (var block in Blocks(sequence.Length))
            {
                var kept = Attend(sequence, head, block, dropout);
                SmallProduct.Multiply(
                    block.Rows, _rows.Depth, block.Keys, kept, _span, 1, _rows.Row(_values, block.FirstKey), _rows.Depth,
                    _rows.Row(_result, block.First), _rows.Depth);
            }
            _rows.Store(sequence, _result, context, head * headSize);
        }
    }

    public void Backward(
        PackedSequence sequence, Matrix projected, float* bias, float* probabilities, DropoutBits? dropout, Matrix contextGradient,
        Matrix gradient)
    {
        Reserve(sequence.Length);
        for (var head = 0; head < heads; head++)
        {
            var column = head * headSize;
            LoadQueriesAndKeys(sequence, projected, head, bias);
            _rows.Load(sequence, projected, 2 * _width + column, bias, _values);
            _rows.Transpose(sequence.Length, _values, _valueColumns, _filled);
            var outer = _values;                                            // dO takes the place of the values
            _rows.Load(sequence, contextGradient, column, null, outer);
            _rows.Clear(_keyGradient, sequence.Length);
            _rows.Clear(_valueGradient, sequence.Length);
            foreach (var block in Blocks(sequence.Length))
                Backward(sequence, head, block, dropout, outer);
            _rows.Scale(_result, sequence.Length, _scale);
            _rows.Rotate(sequence.Length, _result, rotary, back: true);
            _rows.Rotate(sequence.Length, _keyGradient, rotary, back: true);
            _rows.Store(sequence, _result, gradient, column);
            _rows.Store(sequence, _keyGradient, gradient, _width + column);
            _rows.Store(sequence, _valueGradient, gradient, 2 * _width + column);
        }
    }

    public void Dispose()
    {
    }

    private void Backward(PackedSequence sequence, int head, Block block, DropoutBits? dropout, float* outer)
    {
        var kept = Attend(sequence, head, block, dropout);
        // dV += Pᵀ · dO
        SmallProduct.Multiply(
            block.Keys, _rows.Depth, block.Rows, kept, 1, _span, _rows.Row(outer, block.First), _rows.Depth, _part, _rows.Depth);
        _rows.Add(_part, _rows.Row(_valueGradient, block.FirstKey), block.Keys);
        // dP = dO · Vᵀ, then through dropout and softmax
        SmallProduct.Multiply(
            block.Rows, block.Filled, headSize, _rows.Row(outer, block.First), _rows.Depth, 1, _valueColumns + block.FirstKey, _filled,
            _scores, _span);
        for (var i = 0; i < block.Rows; i++)
        {
            AttentionSoftmax.Backward(
                _scores + (long)i * _span, _probabilities + (long)i * _span, block.Filled, dropout,
                Element(sequence, head, block.First + i) + block.FirstKey);
        }
        // dQ = dS · K ÷ √D, dK += dSᵀ · Q ÷ √D
        SmallProduct.Multiply(
            block.Rows, _rows.Depth, block.Keys, _scores, _span, 1, _rows.Row(_keys, block.FirstKey), _rows.Depth,
            _rows.Row(_result, block.First), _rows.Depth);
        SmallProduct.Multiply(
            block.Keys, _rows.Depth, block.Rows, _scores, 1, _span, _rows.Row(_queries, block.First), _rows.Depth, _part, _rows.Depth);
        _rows.Add(_part, _rows.Row(_keyGradient, block.FirstKey), block.Keys);
    }

    /// <summary>A block's probabilities, and what dropout leaves of them.</summary>
    /// <returns>The latter, rows of S.</returns>
    private float* Attend(PackedSequence sequence, int head, Block block, DropoutBits? dropout)
    {
        SmallProduct.Multiply(
            block.Rows, block.Filled, headSize, _rows.Row(_queries, block.First), _rows.Depth, 1, _keyColumns + block.FirstKey, _filled,
            _probabilities, _span);
        for (var i = 0; i < block.Rows; i++)
        {
            var query = block.First + i;
            var row = _probabilities + (long)i * _span;
            var first = window is { } before ? Math.Max(0, query - before) - block.FirstKey : 0;
            var end = window is { } behind ? Math.Min(sequence.Length, query + behind + 1) - block.FirstKey : block.Keys;
            Softmax(row, first, end, block.Filled);
            if (dropout is null)
                continue;
            var element = Element(sequence, head, query) + block.FirstKey;
            for (var j = 0; j < block.Filled; j += Lanes)
                dropout.Apply(Vector512.Load(row + j), element + j).Store(_kept + (long)i * _span + j);
        }
        return dropout is null ? _probabilities : _kept;
    }

    /// <summary>Over a part of a row; what is outside becomes zero.</summary>
    private static void Softmax(float* row, int first, int end, int filled)
    {
        var start = first / Lanes * Lanes;
        new Span<float>(row + start, first - start).Fill(float.NegativeInfinity);
        AttentionSoftmax.Forward(row + start, end - start);
        new Span<float>(row, first).Clear();
        new Span<float>(row + end, filled - end).Clear();
    }

    private IEnumerable<Block> Blocks(int length)
    {
        for (var first = 0; first < length; first += BlockRows)
        {
            var rows = Math.Min(BlockRows, length - first);
            var key = window is { } before ? Math.Max(0, first - before) / Lanes * Lanes : 0;
            var end = window is { } behind ? Math.Min(length, first + rows + behind) : length;
            yield return new Block(first, rows, key, end - key);
        }
    }

    private static long Element(PackedSequence sequence, int head, int i) =>
        sequence.FirstElement + ((long)head * sequence.Length + i) * sequence.Length;

    private void Reserve(int length)
    {
        _filled = PackedBatch.FilledUp(length);
        _span = window is { } far ? Math.Min(_filled, PackedBatch.FilledUp(BlockRows + 2 * far) + Lanes) : _filled;
        long rows = (long)length * _rows.Depth, columns = (long)_rows.Depth * _filled, scores = (long)BlockRows * _span;
        _queries = scratch.Reserve(7 * rows + 2 * columns + 3 * scores);
        _keys = _queries + rows;
        _values = _keys + rows;
        _result = _values + rows;
        _keyGradient = _result + rows;
        _valueGradient = _keyGradient + rows;
        _part = _valueGradient + rows;
        _keyColumns = _part + rows;
        _valueColumns = _keyColumns + columns;
        _probabilities = _valueColumns + columns;
        _kept = _probabilities + scores;
        _scores = _kept + scores;
    }

    private void LoadQueriesAndKeys(PackedSequence sequence, Matrix projected, int head, float* bias)
    {
        _rows.Load(sequence, projected, head * headSize, bias, _queries);
        _rows.Load(sequence, projected, _width + head * headSize, bias, _keys);
        _rows.Rotate(sequence.Length, _queries, rotary, back: false);
        _rows.Rotate(sequence.Length, _keys, rotary, back: false);
        _rows.Scale(_queries, sequence.Length, _scale);
        _rows.Transpose(sequence.Length, _keys, _keyColumns, _filled);
    }

    /// <summary>Some queries, and the keys that any of them meets.</summary>
    private readonly record struct Block(int First, int Rows, int FirstKey, int Keys)
    {
        public int Filled => PackedBatch.FilledUp(Keys);
    }
}
