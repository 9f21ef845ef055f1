using Emotune.Model.Kernels;
using Emotune.Model.Network;

namespace Emotune.Model.Training.Packed;

/// <summary>A layer's attention over a thread's comments, with the probabilities that the backward pass needs.</summary>
internal sealed unsafe class PackedAttention<TNumber> : IDisposable where TNumber : struct, INumber
{
    private readonly int _heads, _width;
    private readonly IAttentionKernel[] _kernels;
    private readonly DropoutBits[]? _dropout;

    /// <param name="distances">The encoder's; null for a family without such biases.</param>
    public PackedAttention(EncoderConfig config, DropoutSite site, PackedDistanceBias? distances, int shards)
        : this(config, site, shards, index => new AttentionKernel<TNumber>(config.HeadCount, config.HeadSize)
        {
            Distances = distances?.Rows,
            DistanceGradient = distances?.Sums(index),
        })
    {
    }

    /// <param name="kernel">Makes the kernel of a thread.</param>
    public PackedAttention(EncoderConfig config, DropoutSite site, int shards, Func<int, IAttentionKernel> kernel)
    {
        (_heads, _width) = (config.HeadCount, config.HiddenSize);
        _kernels = [.. Enumerable.Range(0, shards).Select(kernel)];
        _dropout = site.Probability > 0 ? [.. Enumerable.Range(0, shards).Select(_ => new DropoutBits(site.Probability, site.Site))] : null;
    }

    /// <summary>Where the probabilities are kept; given once, before the first pass.</summary>
    public NativeFloats Probabilities { private get; set; } = null!;

    public void Forward(int index, PackedBatch batch, CounterDropout? dropout, Matrix projected, float* bias, Matrix context)
    {
        if (dropout is not null && _dropout is not null && Sequences(index, batch) is { Length: > 0 } own)
            _dropout[index].Draw(dropout, own[0].FirstElement, own[^1].FirstElement + (long)_heads * own[^1].Length * own[^1].Length);
        foreach (var sequence in Sequences(index, batch))
        {
            _kernels[index]
                .Forward(
                    sequence, projected, bias, Probabilities.Pointer + sequence.FirstProbability,
                    Mask(index, dropout is not null), context);
        }

        ClearFilling(index, batch, context);
    }

    /// <param name="biasGradient">Of queries, keys and values: what is added to it are the column sums of
    /// <paramref name="gradient"/>.</param>
    public void Backward(
        int index, PackedBatch batch, bool drops, Matrix projected, float* bias, Matrix contextGradient, Matrix gradient,
        float* biasGradient)
    {
        foreach (var sequence in Sequences(index, batch))
        {
            _kernels[index]
                .Backward(
                    sequence, projected, bias, Probabilities.Pointer + sequence.FirstProbability, Mask(index, drops),
                    contextGradient, gradient);
        }

        ClearFilling(index, batch, gradient);
        AddColumns(batch.Shards[index], gradient, biasGradient);
    }

    public void Dispose()
    {
        Array.ForEach(_kernels, k => k.Dispose());
        Array.ForEach(_dropout ?? [], d => d.Dispose());
    }

    private static ReadOnlySpan<PackedSequence> Sequences(int index, PackedBatch batch) =>
        batch.Sequences.AsSpan(batch.Shards[index].FirstSequence, batch.Shards[index].SequenceCount);

    private DropoutBits? Mask(int index, bool drops) => drops ? _dropout?[index] : null;

    // Rows that belong to no comment go through all products: as zeros, which change no gradient.
    private static void ClearFilling(int index, PackedBatch batch, Matrix matrix)
    {
        var shard = batch.Shards[index];
        var end = Sequences(index, batch) is { Length: > 0 } own ? own[^1].Row + own[^1].Length : shard.FirstRow;
        if (end < shard.FirstRow + shard.RowCount)
            matrix.Clear(end, shard.FirstRow + shard.RowCount - end);
    }

    private void AddColumns(Shard shard, Matrix gradient, float* sums)
    {
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            for (var c = 0; c < 3 * _width; c += INumber.Lanes)
            {
                var count = Math.Min(INumber.Lanes, 3 * _width - c);
                Float32Number.Store(Float32Number.Load(sums, c, count) + TNumber.Load(gradient.Row(row), c, count), sums, c, count);
            }
        }
    }
}
