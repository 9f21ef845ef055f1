using Emotune.Model.Kernels;
using Emotune.Model.Network;

namespace Emotune.Model.Training.Packed;

/// <summary>The middle of a gated feed-forward block: the gated non-linearity, then dropout.</summary>
internal sealed unsafe class PackedGate<TNumber>(GatedFeedForward block, int width, int shards) : IDisposable
    where TNumber : struct, INumber
{
    private const int Lanes = INumber.Lanes;

    private readonly DropoutBits[]? _dropout = block.Dropout.Probability > 0
        ? [.. Enumerable.Range(0, shards).Select(_ => new DropoutBits(block.Dropout.Probability, block.Dropout.Site))]
        : null;

    public void Forward(int index, Shard shard, CounterDropout? dropout, Matrix before, float* bias, Matrix activated)
    {
        GatedActivationKernel.Forward<TNumber>(
            block.Activation, shard.RowCount, width, before.Row(shard.FirstRow), bias, activated.Row(shard.FirstRow));
        if (dropout is null || _dropout is null || shard.RowCount == 0)
            return;
        _dropout[index].Draw(dropout, (long)shard.FirstRow * width, (long)(shard.FirstRow + shard.RowCount) * width);
        Drop(_dropout[index], shard, activated);
    }

    /// <summary>The gradient of what went in takes its place.</summary>
    /// <param name="gradient">Of what came out; dropped out in place.</param>
    public void Backward(int index, Shard shard, bool drops, Matrix before, float* bias, Matrix gradient, float* biasGradient)
    {
        if (drops && _dropout is not null)
            Drop(_dropout[index], shard, gradient);
        GatedActivationKernel.Backward<TNumber>(
            block.Activation, shard.RowCount, width, before.Row(shard.FirstRow), bias, gradient.Row(shard.FirstRow), biasGradient);
    }

    public void Dispose() => Array.ForEach(_dropout ?? [], d => d.Dispose());

    private void Drop(DropoutBits bits, Shard shard, Matrix matrix)
    {
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            for (var c = 0; c < width; c += Lanes)
            {
                var count = Math.Min(Lanes, width - c);
                var value = bits.Apply(TNumber.Load(matrix.Row(row), c, count), (long)row * width + c);
                TNumber.Store(value, matrix.Row(row), c, count);
            }
        }
    }
}
