using Emotune.Model.Kernels;
using Emotune.Model.Network;

namespace Emotune.Model.Training.Packed;

/// <summary>A <see cref="PreNormLayer"/> over a thread's rows; its sums are rounded elsewhere.</summary>
internal sealed unsafe class PackedPreNormLayer<TNumber> : IPackedLayer<TNumber> where TNumber : struct, INumber
{
    private readonly SharedRows _shared;
    private readonly PackedScaling<TNumber>? _attentionNorm;
    private readonly PackedScaling<TNumber> _feedForwardNorm;
    private readonly PackedProduct<TNumber> _projection, _output, _inner, _outer;
    private readonly PackedAttention<TNumber> _attention;
    private readonly PackedSum<TNumber> _attentionSum, _feedForwardSum;
    private readonly PackedGate<TNumber> _gate;
    private LayerMemory _memory = null!;

    public PackedPreNormLayer(PreNormLayer layer, EncoderConfig config, SharedRows shared, int shards)
    {
        _shared = shared;
        var (attention, feedForward) = (layer.Attention, layer.FeedForward);
        _attentionNorm = layer.AttentionNorm is null ? null : new(layer.AttentionNorm, shards);
        _projection = new(shared.Multipliers, attention.Projection);
        _attention = new(
            config, attention.Dropout, shards, shard => new RotaryAttentionKernel<TNumber>(
                config.HeadCount, config.HeadSize, attention.Rotary, attention.Window, shared.Scratch[shard]));
        _output = new(shared.Multipliers, attention.Output);
        _attentionSum = new(layer.AttentionDropout, shards);
        _feedForwardNorm = new(layer.FeedForwardNorm, shards);
        _inner = new(shared.Multipliers, feedForward.Input);
        _gate = new(feedForward, config.IntermediateSize, shards);
        _outer = new(shared.Multipliers, feedForward.Output);
        _feedForwardSum = new(null, shards);
    }

    public LayerMemory Memory
    {
        get => _memory;
        set
        {
            _memory = value;
            (_attention.Probabilities, _feedForwardNorm.Memory) = (value.Probabilities, value.OutputNorm);
            if (_attentionNorm is not null)
                _attentionNorm.Memory = value.AttentionNorm;
        }
    }

    public bool KeepsProbabilities => false;

    public bool IsTrained => Products.Any(p => p.IsTrained) || Norms.Any(n => n.IsTrained);

    public IEnumerable<PackedProduct<TNumber>> Products => [_projection, _output, _inner, _outer];

    private IEnumerable<PackedScaling<TNumber>> Norms => _attentionNorm is null ? [_feedForwardNorm] : [_attentionNorm, _feedForwardNorm];

    public void BeginBatch(PackedBatch batch)
    {
        foreach (var product in Products)
            product.BeginBatch(batch.RowCount);
        foreach (var norm in Norms)
            norm.BeginBatch();
    }

    public void Forward(int index, PackedBatch batch, CounterDropout? dropout, Matrix next)
    {
        var (shard, residual, product) = (batch.Shards[index], _shared.Residual, _shared.Product);
        _attentionNorm?.Forward(shard, residual, _memory.Input);
        _projection.Forward(index, shard, dropout, _memory.Input, _memory.Projected);
        _attention.Forward(index, batch, dropout, _memory.Projected, _projection.Bias, _memory.Context);
        _output.Forward(index, shard, dropout, _memory.Context, product);
        _attentionSum.Forward(index, shard, dropout, product, _output.Bias, residual);
        _feedForwardNorm.Forward(shard, residual, _memory.Middle);
        _inner.Forward(index, shard, dropout, _memory.Middle, _memory.BeforeActivation);
        _gate.Forward(index, shard, dropout, _memory.BeforeActivation, _inner.Bias, _memory.Activated);
        _outer.Forward(index, shard, dropout, _memory.Activated, product);
        _feedForwardSum.Forward(index, shard, dropout, product, _outer.Bias, residual);
    }

    public void Backward(int index, PackedBatch batch, bool drops, bool isHighest, bool isLowest)
    {
        var (shard, residual, product) = (batch.Shards[index], _shared.Residual, _shared.Product);
        _feedForwardSum.Backward(index, shard, drops, residual, _memory.OuterGradient, _outer.BiasSums(index));
        _outer.Backward(index, shard, drops, _memory.OuterGradient, _memory.Activated, _shared.WideProduct);
        _gate.Backward(
            index, shard, drops, _memory.BeforeActivation, _inner.Bias, _shared.WideProduct, _inner.BiasSums(index));
        // The gate's gradient has taken the place of what went into it.
        _inner.Backward(index, shard, drops, _memory.BeforeActivation, _memory.Middle, product);
        _feedForwardNorm.Backward(index, shard, product, residual);
        _attentionSum.Backward(index, shard, drops, residual, _memory.OutputGradient, _output.BiasSums(index));
        _output.Backward(index, shard, drops, _memory.OutputGradient, _memory.Context, product);
        _attention.Backward(
            index, batch, drops, _memory.Projected, _projection.Bias, product, _memory.ProjectedGradient, _projection.BiasSums(index));
        var ends = isLowest && _attentionNorm is not { IsTrained: true };
        _projection.Backward(index, shard, drops, _memory.ProjectedGradient, _memory.Input, ends ? null : product);
        if (!ends)
            _attentionNorm?.Backward(index, shard, product, residual);
    }

    public IEnumerable<Action<int>> WeightGradients(int rows, bool first)
    {
        yield return index => _inner.WeightGradient(index, rows, _memory.BeforeActivation, _memory.Middle, first);
        yield return index => _outer.WeightGradient(index, rows, _memory.OuterGradient, _memory.Activated, first);
        yield return index => _projection.WeightGradient(index, rows, _memory.ProjectedGradient, _memory.Input, first);
        yield return index => _output.WeightGradient(index, rows, _memory.OutputGradient, _memory.Context, first);
    }

    public void Collect(bool first)
    {
        foreach (var product in Products)
            product.Collect(first);
        foreach (var norm in Norms)
            norm.Collect(first);
    }

    public void Dispose()
    {
        foreach (var part in new IDisposable[] { _attention, _attentionSum, _feedForwardSum, _gate }.Concat(Products).Concat(Norms))
            part.Dispose();
    }
}
