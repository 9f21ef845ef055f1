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
    private readonly int _depth = PackedBatch.FilledUp(headSize);
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
            Load(sequence, projected, 2 * _width + head * headSize, bias, _values);
            foreach (var block in Blocks(sequence.Length))
            {
                var kept = Attend(sequence, head, block, dropout);
                SmallProduct.Multiply(
                    block.Rows, _depth, block.Keys, kept, _span, 1, Row(_values, block.FirstKey), _depth,
                    Row(_result, block.First), _depth);
            }
            Store(sequence, _result, context, head * headSize);
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
            Load(sequence, projected, 2 * _width + column, bias, _values);
            Transpose(sequence.Length, _values, _valueColumns);
            var outer = _values;                                            // dO takes the place of the values
            Load(sequence, contextGradient, column, null, outer);
            Clear(_keyGradient, sequence.Length);
            Clear(_valueGradient, sequence.Length);
            foreach (var block in Blocks(sequence.Length))
                Backward(sequence, head, block, dropout, outer);
            Scale(_result, sequence.Length);
            Rotate(sequence.Length, _result, back: true);
            Rotate(sequence.Length, _keyGradient, back: true);
            Store(sequence, _result, gradient, column);
            Store(sequence, _keyGradient, gradient, _width + column);
            Store(sequence, _valueGradient, gradient, 2 * _width + column);
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
            block.Keys, _depth, block.Rows, kept, 1, _span, Row(outer, block.First), _depth, _part, _depth);
        Add(_part, Row(_valueGradient, block.FirstKey), block.Keys);
        // dP = dO · Vᵀ, then through dropout and softmax
        SmallProduct.Multiply(
            block.Rows, block.Filled, headSize, Row(outer, block.First), _depth, 1, _valueColumns + block.FirstKey, _filled,
            _scores, _span);
        for (var i = 0; i < block.Rows; i++)
        {
            AttentionKernel<TNumber>.SoftmaxBackward(
                _scores + (long)i * _span, _probabilities + (long)i * _span, block.Filled, dropout,
                Element(sequence, head, block.First + i) + block.FirstKey);
        }
        // dQ = dS · K ÷ √D, dK += dSᵀ · Q ÷ √D
        SmallProduct.Multiply(
            block.Rows, _depth, block.Keys, _scores, _span, 1, Row(_keys, block.FirstKey), _depth, Row(_result, block.First), _depth);
        SmallProduct.Multiply(
            block.Keys, _depth, block.Rows, _scores, 1, _span, Row(_queries, block.First), _depth, _part, _depth);
        Add(_part, Row(_keyGradient, block.FirstKey), block.Keys);
    }

    /// <summary>A block's probabilities, and what dropout leaves of them.</summary>
    /// <returns>The latter, rows of S.</returns>
    private float* Attend(PackedSequence sequence, int head, Block block, DropoutBits? dropout)
    {
        SmallProduct.Multiply(
            block.Rows, block.Filled, headSize, Row(_queries, block.First), _depth, 1, _keyColumns + block.FirstKey, _filled,
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
        AttentionKernel<TNumber>.Softmax(row + start, end - start);
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

    private float* Row(float* rows, int row) => rows + (long)row * _depth;

    private void Reserve(int length)
    {
        _filled = PackedBatch.FilledUp(length);
        _span = window is { } far ? Math.Min(_filled, PackedBatch.FilledUp(BlockRows + 2 * far) + Lanes) : _filled;
        long rows = (long)length * _depth, columns = (long)_depth * _filled, scores = (long)BlockRows * _span;
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
        Load(sequence, projected, head * headSize, bias, _queries);
        Load(sequence, projected, _width + head * headSize, bias, _keys);
        Rotate(sequence.Length, _queries, back: false);
        Rotate(sequence.Length, _keys, back: false);
        Scale(_queries, sequence.Length);
        Transpose(sequence.Length, _keys, _keyColumns);
    }

    /// <summary>(T, D) from a part of the rows, filled up with zeros.</summary>
    private void Load(PackedSequence sequence, Matrix source, int column, float* bias, float* target)
    {
        for (var t = 0; t < sequence.Length; t++)
        {
            var row = source.At(sequence.Row + t, column);
            for (var d = 0; d < _depth; d += Lanes)
            {
                var count = Math.Min(Lanes, headSize - d);
                var value = TNumber.Load(row, d, count);
                if (bias is not null)
                    value += Float32Number.Load(bias, column + d, count);
                value.Store(Row(target, t) + d);
            }
        }
    }

    private void Store(PackedSequence sequence, float* source, Matrix target, int column)
    {
        for (var t = 0; t < sequence.Length; t++)
        {
            var row = target.At(sequence.Row + t, column);
            for (var d = 0; d < headSize; d += Lanes)
                TNumber.Store(Vector512.Load(Row(source, t) + d), row, d, Math.Min(Lanes, headSize - d));
        }
    }

    /// <summary>(D, T), its rows filled up with zeros.</summary>
    private void Transpose(int length, float* rows, float* columns)
    {
        for (var d = 0; d < headSize; d++)
        {
            var column = columns + (long)d * _filled;
            for (var t = 0; t < length; t++)
                column[t] = Row(rows, t)[d];
            new Span<float>(column + length, _filled - length).Clear();
        }
    }

    /// <summary>Turns each row by its place's angles, or back.</summary>
    private void Rotate(int length, float* rows, bool back)
    {
        var (angles, half) = (rotary.Of(length), headSize / 2);
        fixed (float* cosines = angles.Cosines, sines = angles.Sines)
        {
            for (var t = 0; t < length; t++)
            {
                float* first = Row(rows, t), second = first + half;
                for (var d = 0; d < half; d += Lanes)
                {
                    var count = Math.Min(Lanes, half - d);
                    var cosine = Float32Number.Load(cosines, (long)t * half + d, count);
                    var sine = Float32Number.Load(sines, (long)t * half + d, count);
                    if (back)
                        sine = -sine;
                    var (a, b) = (Float32Number.Load(first, d, count), Float32Number.Load(second, d, count));
                    Float32Number.Store(a * cosine - b * sine, first, d, count);
                    Float32Number.Store(b * cosine + a * sine, second, d, count);
                }
            }
        }
    }

    private void Scale(float* rows, int length)
    {
        for (var i = 0L; i < (long)length * _depth; i += Lanes)
            (Vector512.Load(rows + i) * _scale).Store(rows + i);
    }

    private void Clear(float* rows, int length) => new Span<float>(rows, length * _depth).Clear();

    private void Add(float* part, float* sum, int rows)
    {
        for (var i = 0L; i < (long)rows * _depth; i += Lanes)
            (Vector512.Load(sum + i) + Vector512.Load(part + i)).Store(sum + i);
    }

    /// <summary>Some queries, and the keys that any of them meets.</summary>
    private readonly record struct Block(int First, int Rows, int FirstKey, int Keys)
    {
        public int Filled => PackedBatch.FilledUp(Keys);
    }
}
