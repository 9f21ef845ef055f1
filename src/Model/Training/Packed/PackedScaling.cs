using System.Runtime.Intrinsics;
using Emotune.Model.Kernels;
using Emotune.Model.Network;

namespace Emotune.Model.Training.Packed;

/// <summary>A layer norm that stands by itself, beside the stream of residuals or at its end.</summary>
internal sealed unsafe class PackedScaling<TNumber> : IDisposable where TNumber : struct, INumber
{
    private const int Lanes = INumber.Lanes;

    private readonly int _width;
    private readonly float _epsilon;
    private readonly VectorParameter _weight, _bias;

    public PackedScaling(LayerNorm norm, int shards)
    {
        (_width, _epsilon) = ((int)norm.Weight.numel(), (float)norm.Epsilon);
        (_weight, _bias) = (new VectorParameter(norm.Weight, shards), VectorParameter.OrZeros(norm.Bias, _width, shards));
    }

    public IEnumerable<VectorParameter> Parameters => [_weight, _bias];

    public bool IsTrained => Parameters.Any(p => p.IsTrained);

    /// <summary>Given once, before the first pass; somebody else's to reserve and to free.</summary>
    public NormMemory Memory { private get; set; } = null!;

    public void BeginBatch()
    {
        foreach (var parameter in Parameters)
            parameter.Clear();
    }

    /// <summary>The norm of the stream, in the form that is multiplied; the stream stays.</summary>
    public void Forward(Shard shard, Matrix stream, Matrix numbers)
    {
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            var normalized = Normalize(stream, row);
            for (var c = 0; c < _width; c += Lanes)
            {
                var count = Math.Min(Lanes, _width - c);
                TNumber.Store(Scaled(normalized, c, count), numbers.Row(row), c, count);
            }
        }
    }

    /// <summary>The norm takes the place of the stream.</summary>
    public void Replace(Shard shard, Matrix stream)
    {
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            var normalized = Normalize(stream, row);
            for (var c = 0; c < _width; c += Lanes)
            {
                var count = Math.Min(Lanes, _width - c);
                Float32Number.Store(Scaled(normalized, c, count), stream.Floats(row), c, count);
            }
        }
    }

    /// <summary>Adds to the stream's gradient what comes from the norm's.</summary>
    public void Backward(int index, Shard shard, Matrix numbers, Matrix stream)
    {
        var gradient = stackalloc float[_width];
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            for (var c = 0; c < _width; c += Lanes)
            {
                var count = Math.Min(Lanes, _width - c);
                Float32Number.Store(TNumber.Load(numbers.Row(row), c, count), gradient, c, count);
            }
            Backward(index, row, gradient);
            var sum = stream.Floats(row);
            for (var c = 0; c < _width; c += Lanes)
            {
                var count = Math.Min(Lanes, _width - c);
                Float32Number.Store(Float32Number.Load(sum, c, count) + Float32Number.Load(gradient, c, count), sum, c, count);
            }
        }
    }

    /// <summary>The norm's gradient becomes that of the stream that it replaced.</summary>
    public void BackwardReplaced(int index, Shard shard, Matrix stream)
    {
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
            Backward(index, row, stream.Floats(row));
    }

    public void Collect(bool first)
    {
        foreach (var parameter in Parameters)
            parameter.Collect(first);
    }

    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
    }

    private float* Normalize(Matrix stream, int row)
    {
        var normalized = Memory.Normalized.Floats(row);
        Memory.Inverse.Pointer[row] = LayerNormRow.Forward(stream.Floats(row), _width, _epsilon, normalized);
        return normalized;
    }

    private void Backward(int index, int row, float* gradient) => LayerNormRow.Backward(
        gradient, _width, _weight.Values, Memory.Normalized.Floats(row), Memory.Inverse.Pointer[row], _weight.Sums(index),
        _bias.Sums(index));

    private Vector512<float> Scaled(float* normalized, int c, int count) => Vector512.FusedMultiplyAdd(
        Float32Number.Load(normalized, c, count), Float32Number.Load(_weight.Values, c, count), Float32Number.Load(_bias.Values, c, count));
}
