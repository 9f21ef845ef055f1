using Emotune.Model.Kernels;
using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Training.Packed;

/// <summary>What all layers use in turn: nothing in it has to last from the forward to the backward pass.</summary>
/// <param name="multipliers">One for each thread; not this one's to free.</param>
internal sealed class SharedRows(EncoderConfig config, ScalarType type, Multiplier[] multipliers) : IDisposable
{
    /// <summary>What makes a thread's products.</summary>
    public Multiplier[] Multipliers => multipliers;

    /// <summary>The stream of residuals, forward; its gradient, backward.</summary>
    public Matrix Residual { get; } = new(ScalarType.Float32, config.HiddenSize);

    /// <summary>What a product gives that is read at once.</summary>
    public Matrix Product { get; } = new(type, config.HiddenSize);

    /// <summary>The same for a product as wide as a feed-forward block's middle.</summary>
    public Matrix WideProduct { get; } = new(type, config.IntermediateSize);

    /// <summary>Memory that a thread's kernels work in, one for each thread.</summary>
    public NativeFloats[] Scratch { get; } = [.. multipliers.Select(_ => new NativeFloats())];

    public void Reserve(int rows)
    {
        Residual.Reserve(rows);
        Product.Reserve(rows);
        WideProduct.Reserve(rows);
    }

    public void Dispose()
    {
        Residual.Dispose();
        Product.Dispose();
        WideProduct.Dispose();
        Array.ForEach(Scratch, s => s.Dispose());
    }
}

/// <summary>
/// One encoder layer over a thread's rows, forward and back, with what the backward pass needs kept from the forward one.
/// Its order of operations is <see cref="EncoderLayer"/>'s; its sums are rounded elsewhere.
/// </summary>
internal sealed unsafe class PackedLayer<TNumber> : IPackedLayer<TNumber> where TNumber : struct, INumber
{
    private readonly Activation _activation;
    private readonly SharedRows _shared;
    private readonly PackedProduct<TNumber> _projection, _output, _inner, _outer;
    private readonly PackedNorm<TNumber> _attentionNorm, _outputNorm;
    private readonly PackedAttention<TNumber> _attention;
    private LayerMemory _memory = null!;

    public PackedLayer(EncoderLayer layer, EncoderConfig config, SharedRows shared, PackedDistanceBias? distances, int shards)
    {
        (_activation, _shared) = (config.Activation, shared);
        var (attention, feedForward) = (layer.Attention, layer.FeedForward);
        _projection = new(shared.Multipliers, attention.Query, attention.Key, attention.Value);
        _output = new(shared.Multipliers, attention.Output);
        _inner = new(shared.Multipliers, feedForward.Input);
        _outer = new(shared.Multipliers, feedForward.Output);
        _attentionNorm = new(layer.AttentionNorm, layer.AttentionDropout, shards);
        _outputNorm = new(layer.OutputNorm, layer.OutputDropout, shards);
        _attention = new(config, attention.Dropout, distances, shards);
    }

    public LayerMemory Memory
    {
        get => _memory;
        set
        {
            _memory = value;
            (_attention.Probabilities, _attentionNorm.Memory, _outputNorm.Memory) = (value.Probabilities, value.AttentionNorm,
                value.OutputNorm);
        }
    }

    public bool KeepsProbabilities => true;

    public bool IsTrained =>
        Products.Any(p => p.IsTrained) || _attentionNorm.Parameters.Concat(_outputNorm.Parameters).Any(p => p.IsTrained);

    public IEnumerable<PackedProduct<TNumber>> Products => [_projection, _output, _inner, _outer];

    public void BeginBatch(PackedBatch batch)
    {
        foreach (var product in Products)
            product.BeginBatch(batch.RowCount);
        foreach (var norm in new[] { _attentionNorm, _outputNorm })
        {
            foreach (var parameter in norm.Parameters)
                parameter.Clear();
        }
    }

    public void Forward(int index, PackedBatch batch, CounterDropout? dropout, Matrix next)
    {
        var (shard, residual, product) = (batch.Shards[index], _shared.Residual, _shared.Product);
        _projection.Forward(index, shard, dropout, _memory.Input, _memory.Projected);
        _attention.Forward(index, batch, dropout, _memory.Projected, _projection.Bias, _memory.Context);
        _output.Forward(index, shard, dropout, _memory.Context, product);
        _attentionNorm.Forward(index, shard, dropout, product, _output.Bias, residual, residual, _memory.Middle);
        _inner.Forward(index, shard, dropout, _memory.Middle, _memory.BeforeActivation);
        ActivationKernel.Forward<TNumber>(
            _activation, shard.RowCount, _inner.Outputs, _memory.BeforeActivation.Row(shard.FirstRow), _inner.Bias,
            _memory.Activated.Row(shard.FirstRow));
        _outer.Forward(index, shard, dropout, _memory.Activated, product);
        _outputNorm.Forward(index, shard, dropout, product, _outer.Bias, residual, residual, next);
    }

    public void Backward(int index, PackedBatch batch, bool drops, bool isHighest, bool isLowest)
    {
        var (shard, residual, product) = (batch.Shards[index], _shared.Residual, _shared.Product);
        _outputNorm.Backward(index, shard, drops, residual, isHighest ? null : product, _memory.OuterGradient, _outer.BiasSums(index));
        _outer.Backward(index, shard, drops, _memory.OuterGradient, _memory.Activated, _shared.WideProduct);
        ActivationKernel.Backward<TNumber>(
            _activation, shard.RowCount, _inner.Outputs, _memory.BeforeActivation.Row(shard.FirstRow), _inner.Bias,
            _shared.WideProduct.Row(shard.FirstRow), _inner.BiasSums(index));
        // The activation's gradient has taken the place of what went into it.
        _inner.Backward(index, shard, drops, _memory.BeforeActivation, _memory.Middle, product);
        _attentionNorm.Backward(index, shard, drops, residual, product, _memory.OutputGradient, _output.BiasSums(index));
        _output.Backward(index, shard, drops, _memory.OutputGradient, _memory.Context, product);
        _attention.Backward(
            index, batch, drops, _memory.Projected, _projection.Bias, product, _memory.ProjectedGradient, _projection.BiasSums(index));
        _projection.Backward(index, shard, drops, _memory.ProjectedGradient, _memory.Input, isLowest ? null : product);
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
        foreach (var parameter in _attentionNorm.Parameters.Concat(_outputNorm.Parameters))
            parameter.Collect(first);
    }

    public void Dispose()
    {
        foreach (var part in new IDisposable[] { _attentionNorm, _outputNorm, _attention }.Concat(Products))
            part.Dispose();
    }
}
