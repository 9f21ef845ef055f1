using Emotune.Model.Kernels;
using Emotune.Model.Network;

namespace Emotune.Model.Training.Packed;

/// <summary>The end of a block without a norm: the stream of residuals and dropout(product + bias).</summary>
internal sealed unsafe class PackedSum<TNumber>(DropoutSite? site, int shards) : IDisposable where TNumber : struct, INumber
{
    private const int Lanes = INumber.Lanes;

    private readonly DropoutBits[]? _dropout = site is { Probability: > 0 }
        ? [.. Enumerable.Range(0, shards).Select(_ => new DropoutBits(site.Probability, site.Site))]
        : null;

    public void Forward(int index, Shard shard, CounterDropout? dropout, Matrix product, float* bias, Matrix stream)
    {
        var bits = Draw(index, shard, dropout, stream.Columns);
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            var sum = stream.Floats(row);
            for (var c = 0; c < stream.Columns; c += Lanes)
            {
                var count = Math.Min(Lanes, stream.Columns - c);
                var value = TNumber.Load(product.Row(row), c, count) + Float32Number.Load(bias, c, count);
                if (bits is not null)
                    value = bits.Apply(value, (long)row * stream.Columns + c);
                Float32Number.Store(Float32Number.Load(sum, c, count) + value, sum, c, count);
            }
        }
    }

    /// <summary>The gradient of the stream, which stays, to that of the product.</summary>
    /// <param name="biasGradient">Of the product's bias.</param>
    public void Backward(int index, Shard shard, bool drops, Matrix stream, Matrix productGradient, float* biasGradient)
    {
        var bits = drops ? _dropout?[index] : null;
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            for (var c = 0; c < stream.Columns; c += Lanes)
            {
                var count = Math.Min(Lanes, stream.Columns - c);
                var value = Float32Number.Load(stream.Floats(row), c, count);
                if (bits is not null)
                    value = bits.Apply(value, (long)row * stream.Columns + c);
                TNumber.Store(value, productGradient.Row(row), c, count);
                Float32Number.Store(Float32Number.Load(biasGradient, c, count) + value, biasGradient, c, count);
            }
        }
    }

    public void Dispose() => Array.ForEach(_dropout ?? [], d => d.Dispose());

    private DropoutBits? Draw(int index, Shard shard, CounterDropout? dropout, int width)
    {
        if (dropout is null || _dropout is null || shard.RowCount == 0)
            return null;
        _dropout[index].Draw(dropout, (long)shard.FirstRow * width, (long)(shard.FirstRow + shard.RowCount) * width);
        return _dropout[index];
    }
}
