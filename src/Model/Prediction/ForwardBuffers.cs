using Emotune.Model.Kernels;
using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Prediction;

/// <summary>What one thread's forward passes work in; grown to its largest batch and used again for each.</summary>
/// <param name="keepsProbabilities">Attention writes one comment's probabilities down.</param>
/// <param name="distances">The encoder's biases by distance, for all threads; null for a family without such biases.</param>
internal sealed unsafe class ForwardBuffers<TNumber>(
    EncoderConfig config, BFloat16Way way, bool keepsProbabilities, DistanceRows? distances)
    : IDisposable where TNumber : struct, INumber
{
    private readonly NativeFloats _scratch = new();
    private readonly Dictionary<(RotaryTable, int?), IAttentionKernel> _kernels = [];
    private readonly NativeFloats _probabilities = new();
    private readonly Matrix[] _projected = config.ProjectedSize is { } width
        ? [new(ScalarType.Float32, width), new(TNumber.Type, width)]
        : [];

    /// <summary>(N, C) single precision: the states.</summary>
    public Matrix States { get; } = new(ScalarType.Float32, config.HiddenSize);

    /// <summary>(N, C): the states in the form that is multiplied.</summary>
    public Matrix Input { get; } = new(TNumber.Type, config.HiddenSize);

    /// <summary>(N, 3·C): queries, keys and values.</summary>
    public Matrix Projected { get; } = new(TNumber.Type, 3 * config.HiddenSize);

    /// <summary>(N, C)</summary>
    public Matrix Context { get; } = new(TNumber.Type, config.HiddenSize);

    /// <summary>(N, C): what a block adds to the states.</summary>
    public Matrix Change { get; } = new(TNumber.Type, config.HiddenSize);

    /// <summary>(N, intermediate), or twice as wide for a gated block.</summary>
    public Matrix Hidden { get; } = new(TNumber.Type, config.Own.FeedForwardWidth(config));

    /// <summary>(N, intermediate): what a gated block makes of <see cref="Hidden"/>.</summary>
    public Matrix Gated { get; } = new(TNumber.Type, config.IntermediateSize);

    /// <summary>(N, E) single precision: the embeddings, which are the states where they are not projected.</summary>
    public Matrix Embeddings => _projected is [var embeddings, _] ? embeddings : States;

    /// <summary>(N, E): the embeddings in the form that is multiplied.</summary>
    public Matrix EmbeddingInput => _projected is [_, var input] ? input : Input;

    public Multiplier Multiplier { get; } = Multiplier.For<TNumber>(way);

    public AttentionKernel<TNumber> Attention { get; } = new(config.HeadCount, config.HeadSize) { Distances = distances };

    /// <summary>One comment's attention probabilities.</summary>
    public float* Probabilities => _probabilities.Pointer;

    public void Reserve(PackedRows rows)
    {
        foreach (var matrix in Matrices)
            matrix.Reserve(rows.Tokens);
        if (config.Own.FeedForwardWidth(config) > config.IntermediateSize)
            Gated.Reserve(rows.Tokens);
        if (!keepsProbabilities)
            return;
        var longest = rows.Longest;
        _probabilities.Reserve((long)config.HeadCount * longest * PackedBatch.FilledUp(longest));
    }

    /// <summary>The kernel of layers that are alike.</summary>
    public IAttentionKernel Kernel(RotaryAttention attention)
    {
        if (_kernels.TryGetValue((attention.Rotary, attention.Window), out var known))
            return known;
        return _kernels[(attention.Rotary, attention.Window)] = new RotaryAttentionKernel<TNumber>(
            config.HeadCount, config.HeadSize, attention.Rotary, attention.Window, _scratch);
    }

    public void Dispose()
    {
        Gated.Dispose();
        _scratch.Dispose();
        foreach (var matrix in Matrices)
            matrix.Dispose();
        Attention.Dispose();
        Multiplier.Dispose();
        _probabilities.Dispose();
    }

    private Matrix[] Matrices => [States, Input, Projected, Context, Change, Hidden, .. _projected];
}
