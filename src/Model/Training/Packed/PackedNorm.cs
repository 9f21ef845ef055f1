using System.Runtime.Intrinsics;
using Emotune.Model.Kernels;
using Emotune.Model.Network;

namespace Emotune.Model.Training.Packed;

/// <summary>The end of a block, in one pass over its rows: norm(residual + dropout(product + bias)).</summary>
internal sealed unsafe class PackedNorm<TNumber> : IDisposable where TNumber : struct, INumber
{
    private const int Lanes = INumber.Lanes;

    private readonly int _width;
    private readonly float _epsilon;
    private readonly VectorParameter _weight, _bias;
    private readonly DropoutBits[]? _dropout;

    public PackedNorm(LayerNorm norm, DropoutSite site, int shards)
    {
        _width = (int)norm.Weight.numel();
        _epsilon = (float)norm.Epsilon;
        (_weight, _bias) = (new VectorParameter(norm.Weight, shards), VectorParameter.OrZeros(norm.Bias, _width, shards));
        _dropout = site.Probability > 0 ? [.. Enumerable.Range(0, shards).Select(_ => new DropoutBits(site.Probability, site.Site))] : null;
    }

    public IEnumerable<VectorParameter> Parameters => [_weight, _bias];

    /// <summary>Given once, before the first pass; somebody else's to reserve and to free.</summary>
    public NormMemory Memory { private get; set; } = null!;

    /// <param name="product">Of the block's last linear layer, without its bias.</param>
    /// <param name="output">May be <paramref name="residual"/>.</param>
    public void Forward(
        int index, Shard shard, CounterDropout? dropout, Matrix product, float* bias, Matrix residual, Matrix output, Matrix numbers)
    {
        var bits = Draw(index, shard, dropout);
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            var x = residual.Floats(row);
            var target = output.Floats(row);
            for (var c = 0; c < _width; c += Lanes)
            {
                var count = Math.Min(Lanes, _width - c);
                var value = TNumber.Load(product.Row(row), c, count) + Float32Number.Load(bias, c, count);
                if (bits is not null)
                    value = bits.Apply(value, (long)row * _width + c);
                Float32Number.Store(value + Float32Number.Load(x, c, count), target, c, count);
            }
            var normalized = Memory.Normalized.Floats(row);
            Memory.Inverse.Pointer[row] = LayerNormRow.Forward(target, _width, _epsilon, normalized);
            for (var c = 0; c < _width; c += Lanes)
            {
                var count = Math.Min(Lanes, _width - c);
                var value = Scaled(normalized, c, count);
                Float32Number.Store(value, target, c, count);
                TNumber.Store(value, numbers.Row(row), c, count);
            }
        }
    }

    /// <summary>Gradient of the output to the gradients of residual (in place) and product.</summary>
    /// <param name="added">A further part of the output's gradient; null for none.</param>
    /// <param name="biasGradient">Of the product's bias.</param>
    public void Backward(int index, Shard shard, bool drops, Matrix gradient, Matrix? added, Matrix productGradient, float* biasGradient)
    {
        var bits = drops ? _dropout?[index] : null;
        var weightSums = _weight.Sums(index);
        var biasSums = _bias.Sums(index);
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            var g = gradient.Floats(row);
            if (added is not null)
                Add(g, added.Row(row));
            LayerNormRow.Backward(
                g, _width, _weight.Values, Memory.Normalized.Floats(row), Memory.Inverse.Pointer[row], weightSums, biasSums);
            for (var c = 0; c < _width; c += Lanes)
            {
                var count = Math.Min(Lanes, _width - c);
                var value = Float32Number.Load(g, c, count);
                if (bits is not null)
                    value = bits.Apply(value, (long)row * _width + c);
                TNumber.Store(value, productGradient.Row(row), c, count);
                Float32Number.Store(Float32Number.Load(biasGradient, c, count) + value, biasGradient, c, count);
            }
        }
    }

    /// <summary>Embeddings are normalised first and dropped out then; <paramref name="states"/> holds their sums.</summary>
    public void ForwardEmbeddings(int index, Shard shard, CounterDropout? dropout, Matrix states, Matrix numbers)
    {
        var bits = Draw(index, shard, dropout);
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            var x = states.Floats(row);
            var normalized = Memory.Normalized.Floats(row);
            Memory.Inverse.Pointer[row] = LayerNormRow.Forward(x, _width, _epsilon, normalized);
            for (var c = 0; c < _width; c += Lanes)
            {
                var count = Math.Min(Lanes, _width - c);
                var value = Scaled(normalized, c, count);
                if (bits is not null)
                    value = bits.Apply(value, (long)row * _width + c);
                Float32Number.Store(value, x, c, count);
                TNumber.Store(value, numbers.Row(row), c, count);
            }
        }
    }

    /// <summary>Gradient of the first layer's input to the gradient of the embeddings' sum, in place.</summary>
    public void BackwardEmbeddings(int index, Shard shard, bool drops, Matrix gradient, Matrix added)
    {
        var bits = drops ? _dropout?[index] : null;
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            var g = gradient.Floats(row);
            Add(g, added.Row(row));
            for (var c = 0; bits is not null && c < _width; c += Lanes)
            {
                var count = Math.Min(Lanes, _width - c);
                Float32Number.Store(bits.Apply(Float32Number.Load(g, c, count), (long)row * _width + c), g, c, count);
            }
            LayerNormRow.Backward(
                g, _width, _weight.Values, Memory.Normalized.Floats(row), Memory.Inverse.Pointer[row], _weight.Sums(index),
                _bias.Sums(index));
        }
    }

    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
        Array.ForEach(_dropout ?? [], d => d.Dispose());
    }

    private DropoutBits? Draw(int index, Shard shard, CounterDropout? dropout)
    {
        if (dropout is null || _dropout is null || shard.RowCount == 0)
            return null;
        _dropout[index].Draw(dropout, (long)shard.FirstRow * _width, (long)(shard.FirstRow + shard.RowCount) * _width);
        return _dropout[index];
    }

    private Vector512<float> Scaled(float* normalized, int c, int count) => Vector512.FusedMultiplyAdd(
        Float32Number.Load(normalized, c, count), Float32Number.Load(_weight.Values, c, count), Float32Number.Load(_bias.Values, c, count));

    private void Add(float* gradient, void* added)
    {
        for (var c = 0; c < _width; c += Lanes)
        {
            var count = Math.Min(Lanes, _width - c);
            Float32Number.Store(Float32Number.Load(gradient, c, count) + TNumber.Load(added, c, count), gradient, c, count);
        }
    }
}
