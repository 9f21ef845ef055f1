using Emotune.Model.Kernels;
using Emotune.Model.Network;

namespace Emotune.Model.Prediction;

/// <summary>An encoder's forward pass over packed comments.</summary>
internal interface IForwardEncoder : IDisposable
{
    /// <param name="thread">Of those that it was made for: each has buffers of its own.</param>
    /// <returns>(N, C) single precision, until the thread's next pass.</returns>
    Matrix Forward(int thread, PackedRows rows);
}

/// <inheritdoc/>
internal sealed unsafe class ForwardEncoder<TNumber> : IForwardEncoder where TNumber : struct, INumber
{
    private readonly ForwardEmbeddings<TNumber> _embeddings;
    private readonly IForwardLayer<TNumber>[] _layers;
    private readonly ForwardNorm<TNumber>? _finalNorm;
    private readonly ForwardBuffers<TNumber>[] _buffers;
    private readonly DistanceRows? _distances;

    public ForwardEncoder(SequenceClassifier network, int threads, BFloat16Way way)
    {
        var (table, config, names) = (new WeightTable(network), network.Config, network.Names);
        if (config.AttentionBuckets > 0)
        {
            _distances = new DistanceRows(config.HeadCount);
            _distances.Take(table.Address($"{names.AttentionBias}.weight"), config.MaxSequenceLength);
        }

        _buffers = [.. Enumerable.Range(0, threads).Select(
            _ => new ForwardBuffers<TNumber>(config, way, ForwardLayers.NeedProbabilities(network.Encoder), _distances))];
        using var multiplier = Multiplier.For<TNumber>(way);
        _embeddings = new ForwardEmbeddings<TNumber>(table, config, names, multiplier);
        _layers = [.. network.Encoder.Layers
            .Select((layer, i) => ForwardLayers.Of<TNumber>(layer, table, names.Layer(i), config, multiplier))];
        _finalNorm = names.FinalNorm is { } norm ? table.Norm<TNumber>($"{names.Prefix}.{norm}") : null;
    }

    public Matrix Forward(int thread, PackedRows rows)
    {
        var buffers = _buffers[thread];
        buffers.Reserve(rows);
        _embeddings.Forward(rows, buffers);
        foreach (var layer in _layers)
            layer.Forward(rows, buffers);
        for (var token = 0; _finalNorm is not null && token < rows.Tokens; token++)
            _finalNorm.Normalise(buffers.States.Floats(token), buffers.Input.Row(token));
        return buffers.States;
    }

    public void Dispose()
    {
        _embeddings.Dispose();
        _distances?.Dispose();
        Array.ForEach(_layers, l => l.Dispose());
        Array.ForEach(_buffers, b => b.Dispose());
    }
}
