using System.Runtime.Intrinsics;
using Emotune.Model.Kernels;
using Emotune.Model.Lora;
using Emotune.Model.Native;

namespace Emotune.Model.Training.Packed;

/// <summary>
/// What DoRA (arXiv:2402.09353) adds to a low-rank adapter: rows of W + s·B·A are rescaled to trained lengths. The layer gives
/// y + (r − 1) · z + r · s·B·A·x̃ with y = W·x, z = W·x̃, x̃ = dropout(x) and r = m ÷ |W + s·B·A|, whose lengths no gradient goes
/// through. z is made of y and of what the dropped inputs owe to it (<see cref="DroppedKernel"/>), and so is its part of the input's
/// gradient: there is no second product.
/// </summary>
internal sealed unsafe class PackedMagnitude<TNumber> : IDisposable where TNumber : struct, INumber
{
    private readonly LoraLinear _lora;
    private readonly int _inputs, _outputs, _column;
    private readonly float* _scales;
    private readonly NativeFloats _lengths = new(), _rows = new();
    private readonly Matrix _weights, _plain;
    private readonly ShardVector _sums;
    private readonly GradientSlot _magnitude;

    /// <param name="column">Where its layer's outputs begin among those of the product.</param>
    /// <param name="scales">(outputs): where it leaves r for the product's backward pass.</param>
    public PackedMagnitude(LoraLinear lora, int column, float* scales, int shards)
    {
        (_lora, _inputs, _outputs, _column) = (lora, lora.Layer.Inputs, lora.Layer.Outputs, column);
        _scales = scales;
        _weights = new Matrix(TNumber.Type, _outputs);
        _weights.Reserve(_inputs);
        using (var rows = _weights.Rows(0, _inputs))
        using (var transposed = lora.Layer.Weight.detach().t())
            rows.copy_(transposed);
        _plain = new Matrix(TNumber.Type, _outputs);
        _lengths.Reserve(_outputs);
        _rows.Reserve((long)RowLength * shards);
        _sums = new ShardVector(_outputs, shards);
        _magnitude = new GradientSlot(lora.Magnitude!);
    }

    /// <summary>r (outputs), of this step.</summary>
    public float* Scales => _scales;

    // A thread's row of outputs, then its list of dropped columns.
    private int RowLength => PackedBatch.FilledUp(_outputs) + PackedBatch.FilledUp(_inputs);

    public void BeginStep()
    {
        float* w = TensorMemory.Pointer(_lora.Layer.Weight), a = TensorMemory.Pointer(_lora.A), b = TensorMemory.Pointer(_lora.B);
        var magnitude = TensorMemory.Span(_lora.Magnitude!);
        for (var n = 0; n < _outputs; n++)
        {
            _lengths.Pointer[n] = MathF.Sqrt(SquaredLength(w + (long)n * _inputs, a, b + (long)n * _lora.Rank));
            _scales[n] = magnitude[n] / _lengths.Pointer[n];
        }
    }

    public void BeginBatch(int rows)
    {
        _plain.Reserve(rows);
        _sums.Clear();
    }

    /// <summary>y += (r − 1) · z</summary>
    /// <param name="mask">Null where nothing is dropped.</param>
    public void Forward(int index, Shard shard, DropoutBits? mask, Matrix x, Matrix y)
    {
        var owed = _rows.Pointer + (long)RowLength * index;
        var dropped = (int*)(owed + PackedBatch.FilledUp(_outputs));
        for (var i = 0; i < shard.RowCount; i++)
        {
            var row = shard.FirstRow + i;
            if (mask is not null)
            {
                var count = mask.Dropped((long)row * _inputs, _inputs, dropped);
                DroppedKernel.Forward<TNumber>(x.Row(row), new(dropped, count), _outputs, _weights, owed);
            }
            void* whole = y.At(row, _column), plain = _plain.Row(row);
            for (var n = 0; n < _outputs; n += INumber.Lanes)
            {
                var lanes = Math.Min(INumber.Lanes, _outputs - n);
                var value = TNumber.Load(whole, n, lanes);
                var kept = mask is null ? value : (value - Float32Number.Load(owed, n, lanes)) * mask.Scale;
                TNumber.Store(kept, plain, n, lanes);
                var less = Float32Number.Load(_scales, n, lanes) - Vector512<float>.One;
                TNumber.Store(Vector512.FusedMultiplyAdd(less, kept, value), whole, n, lanes);
            }
        }
    }

    /// <summary>Sums up the magnitudes' gradient over z; takes what dropped inputs had no part in from the input's gradient.</summary>
    /// <param name="inputGradient">Of <see cref="Rescale"/>'s gradient; null where nothing below is trained.</param>
    public void Backward(int index, Shard shard, DropoutBits? mask, Matrix gradient, Matrix? inputGradient)
    {
        float* sums = _sums.Of(index), own = _rows.Pointer + (long)RowLength * index;
        var dropped = (int*)(own + PackedBatch.FilledUp(_outputs));
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            void* from = gradient.At(row, _column), plain = _plain.Row(row);
            for (var n = 0; n < _outputs; n += INumber.Lanes)
            {
                var lanes = Math.Min(INumber.Lanes, _outputs - n);
                var value = TNumber.Load(from, n, lanes);
                Float32Number.Store(
                    Vector512.FusedMultiplyAdd(value, TNumber.Load(plain, n, lanes), Float32Number.Load(sums, n, lanes)), sums, n, lanes);
                if (mask is not null)
                    Float32Number.Store((Float32Number.Load(_scales, n, lanes) - Vector512<float>.One) * mask.Scale * value, own, n, lanes);
            }

            if (mask is null || inputGradient is null)
                continue;
            var count = mask.Dropped((long)row * _inputs, _inputs, dropped);
            DroppedKernel.Backward<TNumber>(own, new(dropped, count), _outputs, _weights, inputGradient.Row(row));
        }
    }

    /// <summary>
    /// rescaled = gradient · (1 + (r − 1) · kept), of which a product with W makes the input's gradient, were nothing dropped.
    /// </summary>
    /// <param name="scales">r of all the product's outputs; 1 where a layer has none.</param>
    /// <param name="kept">1 ÷ (1 − p) where something is dropped, else 1.</param>
    public static void Rescale(Shard shard, Matrix gradient, float* scales, float kept, Matrix rescaled)
    {
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            void* from = gradient.Row(row), to = rescaled.Row(row);
            for (var n = 0; n < gradient.Columns; n += INumber.Lanes)
            {
                var lanes = Math.Min(INumber.Lanes, gradient.Columns - n);
                var factor = Vector512.FusedMultiplyAdd(
                    Float32Number.Load(scales, n, lanes) - Vector512<float>.One, Vector512.Create(kept), Vector512<float>.One);
                TNumber.Store(TNumber.Load(from, n, lanes) * factor, to, n, lanes);
            }
        }
    }

    /// <param name="upSums">(rank, outputs): Σ over rows of the inner state times the output's gradient.</param>
    public void Collect(bool first, ReadOnlySpan<float> upSums)
    {
        if (first)
            _magnitude.Values.Clear();
        var b = TensorMemory.Span(_lora.B);
        var sums = new float[_outputs];
        _sums.AddTo(sums);
        for (var n = 0; n < _outputs; n++)
        {
            var lowRank = 0f;
            for (var j = 0; j < _lora.Rank; j++)
                lowRank += upSums[j * _outputs + n] * b[n * _lora.Rank + j];
            _magnitude.Values[n] += (sums[n] + lowRank * (float)_lora.Scaling) / _lengths.Pointer[n];
        }
        _magnitude.Show();
    }

    public void Dispose()
    {
        foreach (var part in new IDisposable[] { _lengths, _rows, _weights, _plain, _sums, _magnitude })
            part.Dispose();
    }

    private float SquaredLength(float* w, float* a, float* b)
    {
        var sum = Vector512<float>.Zero;
        for (var c = 0; c < _inputs; c += INumber.Lanes)
        {
            var lanes = Math.Min(INumber.Lanes, _inputs - c);
            var value = Vector512<float>.Zero;
            for (var j = 0; j < _lora.Rank; j++)
                value = Vector512.FusedMultiplyAdd(Vector512.Create(b[j]), Float32Number.Load(a, (long)j * _inputs + c, lanes), value);
            value = Vector512.FusedMultiplyAdd(
                value, Vector512.Create((float)_lora.Scaling), Float32Number.Load(w, c, lanes));
            sum = Vector512.FusedMultiplyAdd(value, value, sum);
        }
        return Vector512.Sum(sum);
    }
}
