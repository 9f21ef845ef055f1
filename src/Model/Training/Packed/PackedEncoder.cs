using Emotune.Model.Kernels;
using Emotune.Model.Native;
using Emotune.Model.Network;
using Emotune.Model.Optimization;
using static TorchSharp.torch;

namespace Emotune.Model.Training.Packed;

/// <summary>
/// An encoder's training pass without padding and without a graph: each thread takes its comments from the first layer to the
/// last and back, between products in fused passes, and in the end all threads share out the weights' gradients. What it gives is
/// what the modules give by autograd, up to rounding.
/// </summary>
internal interface IPackedEncoder : IDisposable
{
    /// <summary>The word table where it is trained.</summary>
    IRowTable? Words { get; }

    /// <summary>Takes the weights as they are now; the next gradients replace the last ones.</summary>
    void BeginStep();

    /// <param name="inputIds">(B, T) int64</param>
    /// <param name="attentionMask">(B, T) int64: 1 = real token, 0 = padding.</param>
    /// <returns>(B, C): pooled states, a leaf that gathers their gradient.</returns>
    Tensor Forward(Tensor inputIds, Tensor attentionMask, CounterDropout? dropout);

    /// <summary>From the gradient of what <see cref="Forward"/> gave last to those of all trained parameters.</summary>
    void Backward();
}

/// <inheritdoc/>
internal sealed unsafe class PackedEncoder<TNumber> : IPackedEncoder where TNumber : struct, INumber
{
    private readonly EncoderConfig _config;
    private readonly HeadPooling _pooling;
    private readonly ShardTeam _team;
    private readonly SharedRows _shared;
    private readonly PackedEmbeddings<TNumber> _embeddings;
    private readonly PackedDistanceBias? _distances;
    private readonly IPackedLayer<TNumber>[] _layers;
    private readonly PackedScaling<TNumber>? _finalNorm;
    private readonly NormMemory? _finalMemory;
    private readonly Matrix _last;
    private readonly LayerMemory[] _memories;
    private readonly Multiplier[] _multipliers;
    private readonly int _lowest;
    private (PackedBatch Batch, Tensor Features, bool Drops)? _pass;
    private bool _first;

    public PackedEncoder(SequenceClassifier network, int threads, BFloat16Way way)
    {
        (_config, _pooling) = (network.Config, network.Reads);
        _team = new ShardTeam(threads, threads);
        _multipliers = [.. Enumerable.Range(0, threads).Select(_ => Multiplier.For<TNumber>(way))];
        _shared = new SharedRows(_config, TNumber.Type, _multipliers);
        _embeddings = new(network.Encoder.Embeddings, _config, _shared, threads);
        _distances = network.Encoder.AttentionBias is { } bias ? new(bias, _config, threads) : null;
        _layers = [.. network.Encoder.Layers.Select(l => PackedLayers.Of<TNumber>(l, _config, _shared, _distances, threads))];
        _finalMemory = network.Encoder.FinalNorm is null ? null : new NormMemory(_config.HiddenSize);
        _finalNorm = network.Encoder.FinalNorm is { } norm ? new(norm, threads) { Memory = _finalMemory! } : null;
        _last = new Matrix(TNumber.Type, _config.HiddenSize);
        _lowest = Lowest();
        // Below the first layer that is trained nothing goes back, so nothing is kept.
        _memories = [
            .. Enumerable.Range(0, _layers.Length - Math.Clamp(_lowest - 1, 0, _layers.Length - 1))
                .Select(_ => new LayerMemory(_config, TNumber.Type))];
        for (var i = 0; i < _layers.Length; i++)
            _layers[i].Memory = _memories[Math.Max(0, i - (_layers.Length - _memories.Length))];
    }

    public IRowTable? Words => _embeddings.WordGradient;

    public void BeginStep()
    {
        _first = true;
        _embeddings.BeginStep();
        Share([.. _embeddings.Products.Concat(_layers.SelectMany(l => l.Products)).Select(p => (Action<int>)p.BeginStep)]);
    }

    public Tensor Forward(Tensor inputIds, Tensor attentionMask, CounterDropout? dropout)
    {
        Encoder.RequireLength(inputIds, _config);
        var batch = PackedBatch.Of(inputIds, attentionMask, _config, _team.Count);
        _shared.Reserve(batch.RowCount);
        _last.Reserve(batch.RowCount);
        _embeddings.BeginBatch(batch);
        _distances?.BeginBatch(batch);
        for (var i = 0; i < _layers.Length; i++)
        {
            _layers[i].BeginBatch(batch);
            _layers[i].Memory.Reserve(batch, withGradients: i >= _lowest, _layers[i].KeepsProbabilities);
        }
        _finalMemory?.Reserve(batch.RowCount);
        _finalNorm?.BeginBatch();
        Tensor features;
        using (no_grad())
            features = zeros(batch.Sequences.Length, _config.HiddenSize);
        var pooled = TensorMemory.Pointer(features);
        _team.Run(index =>
        {
            _embeddings.Forward(index, batch, dropout, _layers[0].Memory.Input);
            for (var i = 0; i < _layers.Length; i++)
                _layers[i].Forward(index, batch, dropout, i + 1 < _layers.Length ? _layers[i + 1].Memory.Input : _last);
            _finalNorm?.Replace(batch.Shards[index], _shared.Residual);
            Pooling.Forward(_pooling, index, batch, _shared.Residual, pooled);
        });
        _pass = (batch, features.requires_grad_(true), dropout is not null);
        return features;
    }

    public void Backward()
    {
        if (_pass is not { } pass)
            return;
        _pass = null;
        if (_lowest == _layers.Length || pass.Features.grad is not { } gradient)
            return;
        using var owned = gradient.contiguous();
        var pooled = TensorMemory.Pointer(owned);
        _team.Run(index =>
        {
            Pooling.Backward(_pooling, index, pass.Batch, pooled, _shared.Residual);
            _finalNorm?.BackwardReplaced(index, pass.Batch.Shards[index], _shared.Residual);
            for (var i = _layers.Length - 1; i >= Math.Max(0, _lowest); i--)
                _layers[i].Backward(index, pass.Batch, pass.Drops, isHighest: i == _layers.Length - 1, isLowest: i == _lowest);
            if (_lowest < 0)
                _embeddings.Backward(index, pass.Batch, pass.Drops);
        });
        var trained = _layers.Skip(Math.Max(0, _lowest)).ToArray();
        var below = _lowest < 0 ? _embeddings.WeightGradients(pass.Batch.RowCount, _first) : [];
        Share([.. trained.SelectMany(l => l.WeightGradients(pass.Batch.RowCount, _first)), .. below]);
        foreach (var layer in trained)
            layer.Collect(_first);
        _distances?.Collect(_first);
        _finalNorm?.Collect(_first);
        if (_lowest < 0)
            _embeddings.Collect(pass.Batch, _first);
        _first = false;
    }

    public void Dispose()
    {
        _team.Dispose();
        _shared.Dispose();
        _embeddings.Dispose();
        _distances?.Dispose();
        Array.ForEach(_layers, l => l.Dispose());
        Array.ForEach(_memories, m => m.Dispose());
        _finalNorm?.Dispose();
        _finalMemory?.Dispose();
        _last.Dispose();
        Array.ForEach(_multipliers, m => m.Dispose());
    }

    /// <summary>The lowest layer that has something to train, −1 for the embeddings; the number of layers where there is nothing.</summary>
    private int Lowest()
    {
        if (_embeddings.IsTrained)
            return -1;
        if (_distances is { IsTrained: true })
            return 0;
        return Array.FindIndex(_layers, l => l.IsTrained) is var found and >= 0 ? found : _layers.Length;
    }

    // Whichever thread is free takes the next piece; what a piece gives does not depend on who does it.
    private void Share(Action<int>[] pieces)
    {
        var next = -1;
        _team.Run(index =>
        {
            for (var i = Interlocked.Increment(ref next); i < pieces.Length; i = Interlocked.Increment(ref next))
                pieces[i](index);
        });
    }
}
