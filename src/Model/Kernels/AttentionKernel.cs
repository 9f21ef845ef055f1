using System.Runtime.Intrinsics;

namespace Emotune.Model.Kernels;

/// <summary>
/// Attention of one comment over itself, head by head, in memory that stays in the first caches. Queries, keys and values stand
/// side by side in a row of 3 · C numbers, without their biases; no token is padding, so there is no mask.
/// </summary>
internal sealed unsafe class AttentionKernel<TNumber>(int heads, int headSize) : IDisposable where TNumber : struct, INumber
{
    private const int Lanes = INumber.Lanes;

    private readonly int _width = heads * headSize;
    private readonly int _depth = PackedBatch.FilledUp(headSize);
    private readonly float _scale = (float)(1 / Math.Sqrt(headSize));
    private readonly NativeFloats _scratch = new();
    private float* _q, _k, _v, _a, _b, _c;

    /// <summary>softmax(q · kᵀ ÷ √D) · v of each head, into a row of C numbers a token; the probabilities are kept.</summary>
    /// <param name="bias">3 · C</param>
    /// <param name="probabilities">Of this comment: heads × T rows of T, filled up.</param>
    public void Forward(PackedSequence sequence, Matrix projected, float* bias, float* probabilities, DropoutBits? dropout, Matrix context)
    {
        var (length, filled) = Reserve(sequence);
        for (var head = 0; head < heads; head++)
        {
            var p = probabilities + (long)head * length * filled;
            LoadRows(sequence, projected, head * headSize, bias, _scale, _q);
            LoadColumns(sequence, projected, _width + head * headSize, bias, filled, _k);
            LoadRows(sequence, projected, 2 * _width + head * headSize, bias, 1, _v);
            SmallProduct.Multiply(length, filled, headSize, _q, _depth, 1, _k, filled, p, filled);
            for (var i = 0; i < length; i++)
                Softmax(p + (long)i * filled, length);
            var kept = Dropped(sequence, head, p, dropout);
            SmallProduct.Multiply(length, _depth, length, kept, filled, 1, _v, _depth, _b, _depth);
            StoreRows(sequence, _b, 1, context, head * headSize);
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
            LoadRows(sequence, contextGradient, column, null, 1, _v);
            var kept = Dropped(sequence, head, p, dropout);
            SmallProduct.Multiply(length, _depth, length, kept, 1, filled, _v, _depth, _b, _depth);
            StoreRows(sequence, _b, 1, gradient, 2 * _width + column);
            // dP = dO · Vᵀ, then through dropout and softmax
            LoadColumns(sequence, projected, 2 * _width + column, bias, filled, _k);
            SmallProduct.Multiply(length, filled, headSize, _v, _depth, 1, _k, filled, _a, filled);
            for (var i = 0; i < length; i++)
                SoftmaxBackward(_a + (long)i * filled, p + (long)i * filled, length, dropout, Element(sequence, head, i));
            // dQ = dS · K ÷ √D, dK = dSᵀ · Q ÷ √D
            LoadRows(sequence, projected, _width + column, bias, 1, _v);
            SmallProduct.Multiply(length, _depth, length, _a, filled, 1, _v, _depth, _b, _depth);
            StoreRows(sequence, _b, _scale, gradient, column);
            LoadRows(sequence, projected, column, bias, _scale, _q);
            SmallProduct.Multiply(length, _depth, length, _a, 1, filled, _q, _depth, _b, _depth);
            StoreRows(sequence, _b, 1, gradient, _width + column);
        }
    }

    public void Dispose() => _scratch.Dispose();

    private static long Element(PackedSequence sequence, int head, int i) =>
        sequence.FirstElement + ((long)head * sequence.Length + i) * sequence.Length;

    private (int Length, int Filled) Reserve(PackedSequence sequence)
    {
        var (length, filled) = (sequence.Length, PackedBatch.FilledUp(sequence.Length));
        long rows = (long)length * _depth, columns = (long)_depth * filled, scores = (long)length * filled;
        var at = _scratch.Reserve(3 * rows + columns + 2 * scores);
        _q = at;
        _v = at + rows;
        _b = at + 2 * rows;
        _k = at + 3 * rows;
        _a = _k + columns;
        _c = _k + columns + scores;
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
                dropout.Apply(Vector512.Load(probabilities + row + j), element + j).Store(_c + row + j);
        }
        return _c;
    }

    // What fills the row up becomes zero.
    private static void Softmax(float* row, int length)
    {
        for (var j = length; j % Lanes != 0; j++)
            row[j] = float.NegativeInfinity;
        var largest = Vector512.Load(row);
        for (var j = Lanes; j < length; j += Lanes)
            largest = Vector512.Max(largest, Vector512.Load(row + j));
        var maximum = float.NegativeInfinity;
        for (var lane = 0; lane < Lanes; lane++)
            maximum = Math.Max(maximum, largest[lane]);
        var sum = Vector512<float>.Zero;
        for (var j = 0; j < length; j += Lanes)
        {
            var e = VectorMath.Exp(Vector512.Load(row + j) - Vector512.Create(maximum));
            sum += e;
            e.Store(row + j);
        }
        var filling = 0f;
        for (var j = length; j % Lanes != 0; j++)
        {
            filling += row[j];
            row[j] = 0;
        }
        var inverse = 1 / (Vector512.Sum(sum) - filling);
        for (var j = 0; j < length; j += Lanes)
            (Vector512.Load(row + j) * inverse).Store(row + j);
    }

    // dS = P · (dP − Σ dP · P)
    private static void SoftmaxBackward(float* gradient, float* probabilities, int length, DropoutBits? dropout, long element)
    {
        var sum = Vector512<float>.Zero;
        for (var j = 0; j < length; j += Lanes)
        {
            var g = Vector512.Load(gradient + j);
            if (dropout is not null)
                g = dropout.Apply(g, element + j);
            g.Store(gradient + j);
            sum = Vector512.FusedMultiplyAdd(g, Vector512.Load(probabilities + j), sum);
        }
        var mean = Vector512.Create(Vector512.Sum(sum));
        for (var j = 0; j < length; j += Lanes)
            ((Vector512.Load(gradient + j) - mean) * Vector512.Load(probabilities + j)).Store(gradient + j);
    }
}
