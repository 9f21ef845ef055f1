using System.Runtime.Intrinsics;
using Emotune.Model.Network;

namespace Emotune.Model.Kernels;

/// <summary>One head's part of a comment's rows, in single precision: (T, D'), each row filled up with zeros to whole lanes.</summary>
internal readonly unsafe struct HeadRows<TNumber>(int headSize) where TNumber : struct, INumber
{
    private const int Lanes = INumber.Lanes;

    /// <summary>D': the numbers of a row, with those that fill it up.</summary>
    public int Depth { get; } = PackedBatch.FilledUp(headSize);

    public float* Row(float* rows, int row) => rows + (long)row * Depth;

    /// <summary>(T, D) from a part of the rows, filled up with zeros.</summary>
    public void Load(PackedSequence sequence, Matrix source, int column, float* bias, float* target)
    {
        for (var t = 0; t < sequence.Length; t++)
        {
            var row = source.At(sequence.Row + t, column);
            for (var d = 0; d < Depth; d += Lanes)
            {
                var count = Math.Min(Lanes, headSize - d);
                var value = TNumber.Load(row, d, count);
                if (bias is not null)
                    value += Float32Number.Load(bias, column + d, count);
                value.Store(Row(target, t) + d);
            }
        }
    }

    public void Store(PackedSequence sequence, float* source, Matrix target, int column)
    {
        for (var t = 0; t < sequence.Length; t++)
        {
            var row = target.At(sequence.Row + t, column);
            for (var d = 0; d < headSize; d += Lanes)
                TNumber.Store(Vector512.Load(Row(source, t) + d), row, d, Math.Min(Lanes, headSize - d));
        }
    }

    /// <summary>(D, T), its rows filled up with zeros.</summary>
    public void Transpose(int length, float* rows, float* columns, int filled)
    {
        for (var d = 0; d < headSize; d++)
        {
            var column = columns + (long)d * filled;
            for (var t = 0; t < length; t++)
                column[t] = Row(rows, t)[d];
            new Span<float>(column + length, filled - length).Clear();
        }
    }

    /// <summary>Turns each row by its place's angles, or back.</summary>
    public void Rotate(int length, float* rows, RotaryTable rotary, bool back)
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

    public void Scale(float* rows, int length, float scale)
    {
        for (var i = 0L; i < (long)length * Depth; i += Lanes)
            (Vector512.Load(rows + i) * scale).Store(rows + i);
    }

    public void Clear(float* rows, int length) => new Span<float>(rows, length * Depth).Clear();

    public void Add(float* part, float* sum, int rows)
    {
        for (var i = 0L; i < (long)rows * Depth; i += Lanes)
            (Vector512.Load(sum + i) + Vector512.Load(part + i)).Store(sum + i);
    }
}
