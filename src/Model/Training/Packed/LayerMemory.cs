using Emotune.Model.Kernels;
using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Training.Packed;

/// <summary>
/// What a layer's forward pass leaves for its backward pass, and the gradients that wait for the weights' turn. Layers that have no
/// backward pass share one.
/// </summary>
internal sealed unsafe class LayerMemory(EncoderConfig config, ScalarType type) : IDisposable
{
    /// <summary>What the layer's products read of the states that come in.</summary>
    public Matrix Input { get; } = new(type, config.HiddenSize);

    public Matrix Projected { get; } = new(type, 3 * config.HiddenSize);

    public NativeFloats Probabilities { get; } = new();

    public Matrix Context { get; } = new(type, config.HiddenSize);

    public NormMemory AttentionNorm { get; } = new(config.HiddenSize);

    public Matrix Middle { get; } = new(type, config.HiddenSize);

    /// <summary>What goes into the activation; on the way back its gradient.</summary>
    public Matrix BeforeActivation { get; } = new(type, config.Own.FeedForwardWidth(config));

    public Matrix Activated { get; } = new(type, config.IntermediateSize);

    public NormMemory OutputNorm { get; } = new(config.HiddenSize);

    public Matrix ProjectedGradient { get; } = new(type, 3 * config.HiddenSize);

    public Matrix OutputGradient { get; } = new(type, config.HiddenSize);

    public Matrix OuterGradient { get; } = new(type, config.HiddenSize);

    /// <param name="withGradients">The layer has a backward pass.</param>
    /// <param name="keepsProbabilities">The layer's attention asks for them again in the backward pass.</param>
    public void Reserve(PackedBatch batch, bool withGradients, bool keepsProbabilities)
    {
        foreach (var matrix in withGradients ? [.. Forward, .. Gradients] : Forward)
            matrix.Reserve(batch.RowCount);
        if (keepsProbabilities)
            Probabilities.Reserve(batch.ProbabilityCount);
        AttentionNorm.Reserve(batch.RowCount);
        OutputNorm.Reserve(batch.RowCount);
    }

    public void Dispose()
    {
        foreach (var part in new IDisposable[] { Probabilities, AttentionNorm, OutputNorm }.Concat(Forward).Concat(Gradients))
            part.Dispose();
    }

    private Matrix[] Forward => [Input, Projected, Context, Middle, BeforeActivation, Activated];

    private Matrix[] Gradients => [ProjectedGradient, OutputGradient, OuterGradient];
}

/// <summary>Each row before a norm's scale and shift, and one over its deviation.</summary>
internal sealed unsafe class NormMemory(int width) : IDisposable
{
    public Matrix Normalized { get; } = new(ScalarType.Float32, width);

    public NativeFloats Inverse { get; } = new();

    public void Reserve(int rows)
    {
        Normalized.Reserve(rows);
        Inverse.Reserve(rows);
    }

    public void Dispose()
    {
        Normalized.Dispose();
        Inverse.Dispose();
    }
}
