using System.Runtime.Intrinsics;

namespace Emotune.Model.Kernels;

/// <summary>
/// Attention of one comment over itself, head by head, in memory that stays in the first caches. Queries, keys and values stand
/// side by side in a row of 3 · C numbers, without their biases; no token is padding, so there is no mask.
/// </summary>
/// <remarks>
/// A comment has T tokens and a head D numbers a token. T' and D' are T and D filled up to sixteens, so that a row is whole vectors.
/// <code>
/// projected   +----------+----------+-----+----------+-----+----------+-----+
///    row + t  | Q head 0 | Q head 1 | ... | K head 0 | ... | V head 0 | ... |      D numbers each, 3 * C in all
///             +----------+----------+-----+----------+-----+----------+-----+
///
/// scratch, filled anew for each head      forward             backward
///    left     T  x D'                     Q / sqrt(D)         Q / sqrt(D)
///    right    T  x D'                     V                   dO, then K
///    result   T  x D'                     a product, before it is stored into its columns
///    columns  D' x T'                     K transposed        V transposed
///    scores   T  x T'                                         dP, then dS
///    dropped  T  x T'                     P after dropout     P after dropout
///
/// probabilities, kept for backward: head 0's T rows of T', then head 1's, and so on
///
/// for each head
///    left . columns  -> P          for each of T rows: the sum over D
///    softmax         -> P          for each of T rows
///    dropped . right -> result     for each of T rows: the sum over T
///    result          -> the head's D columns of context
/// </code>
/// </remarks>
internal sealed unsafe class AttentionKernel<TNumber>(int heads, int headSize) : IAttentionKernel where TNumber : struct, INumber
{
    private const int Lanes = INumber.Lanes;

    private readonly int _width = heads * headSize;
    private readonly int _depth = PackedBatch.FilledUp(headSize);
    private readonly float _scale = (float)(1 / Math.Sqrt(headSize));
    private readonly NativeFloats _scratch = new();
    private float* _left, _right, _result;                 // (T, D')
    private float* _columns;                               // (D', T')
    private float* _scores, _dropped;                      // (T, T')

    /// <summary>What is added to the scores for their distances; null for nothing.</summary>
    public DistanceRows? Distances { get; init; }

    /// <summary>Where the gradient of what is added to the scores is added up; null where it is not needed.</summary>
    public DistanceRows? DistanceGradient { get; init; }

    /// <summary>softmax(q · kᵀ ÷ √D) · v of each head, into a row of C numbers a token; the probabilities are kept.</summary>
    /// <param name="bias">3 · C</param>
    /// <param name="probabilities">Of this comment: heads × T rows of T, filled up.</param>
    public void Forward(
        PackedSequence sequence, Matrix projected, float* bias, float* probabilities, DropoutBits? dropout, Matrix context)
    {
        var (length, filled) = Reserve(sequence);
        for (var head = 0; head < heads; head++)
        {
            var p = probabilities + (long)head * length * filled;
            LoadRows(sequence, projected, head * headSize, bias, _scale, _left);
            LoadColumns(sequence, projected, _width + head * headSize, bias, filled, _columns);
            LoadRows(sequence, projected, 2 * _width + head * headSize, bias, 1, _right);
            SmallProduct.Multiply(length, filled, headSize, _left, _depth, 1, _columns, filled, p, filled);
            Distances?.AddToScores(head, length, p);
            for (var i = 0; i < length; i++)
                AttentionSoftmax.Forward(p + (long)i * filled, length);
            var kept = Dropped(sequence, head, p, dropout);
            SmallProduct.Multiply(length, _depth, length, kept, filled, 1, _right, _depth, _result, _depth);
            StoreRows(sequence, _result, 1, context, head * headSize);
        }
    }

    /// <summary>Gradient of the context to the gradients of queries, keys and values.</summary>
    public void Backward(
        PackedSequence sequence, Matrix projected, float* bias, float* probabilities, DropoutBits? dropout, Matrix contextGradient,
        Matrix gradient)
    {
        var (length, filled) = Reserve(sequence);
        for (var head = 0; head < heads; head++)
        {
            var column = head * headSize;
            var p = probabilities + (long)head * length * filled;
            // dV = Pᵀ · dO
            LoadRows(sequence, contextGradient, column, null, 1, _right);
            var kept = Dropped(sequence, head, p, dropout);
            SmallProduct.Multiply(length, _depth, length, kept, 1, filled, _right, _depth, _result, _depth);
            StoreRows(sequence, _result, 1, gradient, 2 * _width + column);
            // dP = dO · Vᵀ, then through dropout and softmax
            LoadColumns(sequence, projected, 2 * _width + column, bias, filled, _columns);
            SmallProduct.Multiply(length, filled, headSize, _right, _depth, 1, _columns, filled, _scores, filled);
            for (var i = 0; i < length; i++)
            {
                AttentionSoftmax.Backward(
                    _scores + (long)i * filled, p + (long)i * filled, length, dropout, Element(sequence, head, i));
            }

            DistanceGradient?.AddScores(head, length, _scores);
            // dQ = dS · K ÷ √D, dK = dSᵀ · Q ÷ √D
            LoadRows(sequence, projected, _width + column, bias, 1, _right);
            SmallProduct.Multiply(length, _depth, length, _scores, filled, 1, _right, _depth, _result, _depth);
            StoreRows(sequence, _result, _scale, gradient, column);
            LoadRows(sequence, projected, column, bias, _scale, _left);
            SmallProduct.Multiply(length, _depth, length, _scores, 1, filled, _left, _depth, _result, _depth);
            StoreRows(sequence, _result, 1, gradient, _width + column);
        }
    }

    public void Dispose() => _scratch.Dispose();

    private static long Element(PackedSequence sequence, int head, int i) =>
        sequence.FirstElement + ((long)head * sequence.Length + i) * sequence.Length;

    private (int Length, int Filled) Reserve(PackedSequence sequence)
    {
        var (length, filled) = (sequence.Length, PackedBatch.FilledUp(sequence.Length));
        long rows = (long)length * _depth, columns = (long)_depth * filled, scores = (long)length * filled;
        _left = _scratch.Reserve(3 * rows + columns + 2 * scores);
        _right = _left + rows;
        _result = _right + rows;
        _columns = _result + rows;
        _scores = _columns + columns;
        _dropped = _scores + scores;
        return (length, filled);
    }

    /// <summary>(T, D) from a part of the rows, filled up with zeros.</summary>
    private void LoadRows(PackedSequence sequence, Matrix source, int column, float* bias, float scale, float* target)
    {
        for (var t = 0; t < sequence.Length; t++)
        {
            for (var d = 0; d < _depth; d += Lanes)
            {
                var value = LoadPart(sequence, source, column, bias, t, d);
                (value * scale).Store(target + (long)t * _depth + d);
            }
        }
    }

    /// <summary>(D, T): the same, transposed, its rows filled up with zeros.</summary>
    private void LoadColumns(PackedSequence sequence, Matrix source, int column, float* bias, int filled, float* target)
    {
        new Span<float>(target, _depth * filled).Clear();
        var part = stackalloc float[Lanes];
        for (var t = 0; t < sequence.Length; t++)
        {
            for (var d = 0; d < headSize; d += Lanes)
            {
                LoadPart(sequence, source, column, bias, t, d).Store(part);
                for (var lane = 0; lane < Math.Min(Lanes, headSize - d); lane++)
                    target[(long)(d + lane) * filled + t] = part[lane];
            }
        }
    }

    private Vector512<float> LoadPart(PackedSequence sequence, Matrix source, int column, float* bias, int t, int d)
    {
        var count = Math.Min(Lanes, headSize - d);
        var value = TNumber.Load(source.At(sequence.Row + t, column + d), 0, count);
        return bias is null ? value : value + Float32Number.Load(bias, column + d, count);
    }

    private void StoreRows(PackedSequence sequence, float* source, float scale, Matrix target, int column)
    {
        for (var t = 0; t < sequence.Length; t++)
        {
            for (var d = 0; d < headSize; d += Lanes)
            {
                TNumber.Store(
                    Vector512.Load(source + (long)t * _depth + d) * scale, target.At(sequence.Row + t, column + d), 0,
                    Math.Min(Lanes, headSize - d));
            }
        }
    }

    private float* Dropped(PackedSequence sequence, int head, float* probabilities, DropoutBits? dropout)
    {
        if (dropout is null)
            return probabilities;
        var filled = PackedBatch.FilledUp(sequence.Length);
        for (var i = 0; i < sequence.Length; i++)
        {
            var (row, element) = ((long)i * filled, Element(sequence, head, i));
            for (var j = 0; j < sequence.Length; j += Lanes)
                dropout.Apply(Vector512.Load(probabilities + row + j), element + j).Store(_dropped + row + j);
        }
        return _dropped;
    }
}
