using Emotune.Metrics;
using Emotune.Model.Kernels;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Model.Optimization;
using Emotune.Model.Prediction;
using Emotune.Model.Training.Packed;
using static TorchSharp.torch;

namespace Emotune.Model.Training;

/// <summary>A classifier as the trainer sees it: all of its weights, or an adapter's, are to be trained.</summary>
internal sealed class TrainedClassifier : ITrainedNetwork, IDisposable
{
    private readonly SequenceClassifier _network;
    private readonly TrainedParameter? _words;
    private readonly LoraAdapter? _adapter;
    private IPackedEncoder? _packed;
    private int _threads;
    private EmbeddingGradient? _wordGradient;
    private (Tensor Ids, Tensor Vectors)? _looked;

    private TrainedClassifier(SequenceClassifier network, IReadOnlyList<TrainedParameter> parameters, LoraAdapter? adapter = null)
    {
        (_network, Parameters, _adapter) = (network, parameters, adapter);
        _words = parameters.FirstOrDefault(p => p.Name == network.Names.WordTable);
    }

    public IReadOnlyList<TrainedParameter> Parameters { get; }

    /// <summary>Whether training passes through a <see cref="PackedEncoder{TNumber}"/>.</summary>
    internal bool IsPacked => _packed is not null;

    public IDropout? Dropout
    {
        get => _network.Execution.Dropout;
        set => _network.Execution.Dropout = value;
    }

    public ILinearKernel Linear
    {
        get => _network.Execution.Linear;
        set => _network.Execution.Linear = value;
    }

    /// <summary>Full fine-tuning; a classifier that only predicts is one as well.</summary>
    public static TrainedClassifier Full(SequenceClassifier network) => new(network,
        [.. network.NamedParameters.Where(p => p.Value.requires_grad).Select(p =>
            new TrainedParameter(
                p.Name, p.Value, network.IsHead(p.Name) ? ParameterRole.Head : ParameterRole.Encoder, LayersAbove(network, p.Name)))]);

    /// <summary>An adapter, the head, and the biases that the adapter's configuration asks for.</summary>
    public static TrainedClassifier Lora(LoraAdapter adapter) => new(adapter.Network,
        [.. adapter.Tensors.Select(
            t => new TrainedParameter(t.TrainedName, t.Parameter, RoleOf(t), LayersAbove(adapter.Network, t.NetworkName)))],
        adapter);

    public Tensor Forward(Tensor inputIds, Tensor attentionMask)
    {
        if (!_network.training || !is_grad_enabled())
            return _network.Forward(inputIds, attentionMask);
        if (_packed is not null && Dropout is (null or CounterDropout))
            return _network.Classify(_packed.Forward(inputIds, attentionMask, Dropout as CounterDropout));
        return _words is null
            ? _network.Forward(inputIds, attentionMask)
            : _network.ForwardFromWordEmbeddings(LookUp(inputIds), inputIds, attentionMask);
    }

    /// <inheritdoc/>
    public Predictions Predict(EncodedRows rows, int padId, CancellationToken cancellation)
    {
        if (_packed is null)
            return new Predictor(this, padId).Predict(rows, cancellation: cancellation);
        // The adapter is taken out again to the bit.
        var merged = _adapter?.Merge() ?? false;
        try
        {
            using var classifier = Linear is BFloat16LinearKernel half
                ? new PackedClassifier(_network, NumericPrecision.Bfloat16, _threads, half.Way)
                : new PackedClassifier(_network, NumericPrecision.Float32, _threads);
            return new PackedPredictor(classifier).Predict(rows, cancellation: cancellation);
        }
        finally
        {
            if (merged)
                _adapter!.Unmerge();
        }
    }

    IRowTable? ITrainable.Table => _packed?.Words;

    public void SetTraining(bool training) => _network.train(training);

    public void BeginTraining(int threads) => (_threads, _packed) = (threads, PackedEncoders.For(_network, Linear, threads));

    public void EndTraining()
    {
        _packed?.Dispose();
        _packed = null;
    }

    public void BeginStep()
    {
        _packed?.BeginStep();
        _wordGradient?.Clear();
    }

    public void EndBackward()
    {
        _packed?.Backward();
        if (_looked is not { } looked || looked.Vectors.grad is not { } gradient)
            return;
        _wordGradient ??= new EmbeddingGradient(_words!.Tensor);
        _wordGradient.Add(looked.Ids, gradient, except: _network.Config.PadTokenId);
        _words!.Tensor.grad = _wordGradient.Table;
        _looked = null;
    }

    /// <summary>Frees what training needed; the network stays.</summary>
    public void Dispose()
    {
        EndTraining();
        _wordGradient?.Dispose();
    }

    // The vectors are where the graph begins, so that their gradient is theirs alone and not a whole table's.
    private Tensor LookUp(Tensor inputIds)
    {
        using var noGradients = no_grad();
        var vectors = _network.EmbedWords(inputIds).detach().requires_grad_(true);
        _looked = (inputIds, vectors);
        return vectors;
    }

    private static int LayersAbove(SequenceClassifier network, string name)
    {
        var (names, count) = (network.Names, network.Config.LayerCount);
        string[] below = [names.Embeddings, names.EmbeddingProjection, names.AttentionBias];
        if (below.Any(module => name.StartsWith(module + ".", StringComparison.Ordinal)))
            return count;
        return Enumerable.Range(0, count).FirstOrDefault(i => name.StartsWith(names.Layer(count - 1 - i) + ".", StringComparison.Ordinal));
    }

    private static ParameterRole RoleOf(AdapterTensor tensor) => tensor.Kind switch
    {
        AdapterTensorKind.Saved or AdapterTensorKind.Head => ParameterRole.Head,
        AdapterTensorKind.LowRank when tensor.TrainedName.Contains(".lora_B.", StringComparison.Ordinal) => ParameterRole.AdapterUp,
        AdapterTensorKind.LowRank or AdapterTensorKind.Bias => ParameterRole.Adapter,
        _ => throw new ArgumentOutOfRangeException(nameof(tensor), tensor.Kind, null),
    };
}
