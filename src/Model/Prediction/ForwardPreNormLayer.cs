using Emotune.Model.Kernels;
using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Prediction;

/// <summary>A <see cref="PreNormLayer"/>'s weights in the form that is multiplied.</summary>
internal sealed unsafe class ForwardPreNormLayer<TNumber> : IForwardLayer<TNumber> where TNumber : struct, INumber
{
    private const int Lanes = INumber.Lanes;

    private readonly EncoderConfig _config;
    private readonly RotaryAttention _attention;
    private readonly Tensor[] _weights, _biases;
    private readonly ForwardNorm<TNumber>? _attentionNorm;
    private readonly ForwardNorm<TNumber> _feedForwardNorm;

    public ForwardPreNormLayer(PreNormLayer layer, WeightTable table, string name, EncoderConfig config, Multiplier multiplier)
    {
        (_config, _attention) = (config, layer.Attention);
        Linear[] products = [layer.Attention.Projection, layer.Attention.Output, layer.FeedForward.Input, layer.FeedForward.Output];
        _weights = [.. products.Select(p => table.Joined([$"{p.Name}.weight"], multiplier))];
        _biases = [.. products.Select(table.BiasOf)];
        var names = config.Family.Names;
        _attentionNorm = layer.AttentionNorm is null ? null : table.Norm<TNumber>($"{name}.{names.AttentionNorm}");
        _feedForwardNorm = table.Norm<TNumber>($"{name}.{names.OutputNorm}");
    }

    public void Forward(PackedRows rows, ForwardBuffers<TNumber> buffers)
    {
        var tokens = rows.Tokens;
        _attentionNorm?.NormaliseInto(tokens, buffers.States, buffers.Input);
        Multiply(0, tokens, buffers, buffers.Input, buffers.Projected);
        var kernel = buffers.Kernel(_attention);
        for (var row = 0; row < rows.Count; row++)
        {
            var sequence = new PackedSequence(rows.Starts[row], rows.Length(row), 0, 0);
            kernel.Forward(sequence, buffers.Projected, Bias(0), null, null, buffers.Context);
        }
        Multiply(1, tokens, buffers, buffers.Context, buffers.Change);
        Add(1, tokens, buffers);
        _feedForwardNorm.NormaliseInto(tokens, buffers.States, buffers.Input);
        Multiply(2, tokens, buffers, buffers.Input, buffers.Hidden);
        GatedActivationKernel.Forward<TNumber>(
            _config.Activation, tokens, _config.IntermediateSize, buffers.Hidden.Row(0), Bias(2), buffers.Gated.Row(0));
        Multiply(3, tokens, buffers, buffers.Gated, buffers.Change);
        Add(3, tokens, buffers);
    }

    public void Dispose()
    {
        foreach (var tensor in _weights.Concat(_biases))
            tensor.Dispose();
    }

    private float* Bias(int product) => (float*)TensorAddress.Of(_biases[product]);

    private void Multiply(int product, int tokens, ForwardBuffers<TNumber> buffers, Matrix input, Matrix output)
    {
        using var weight = _weights[product].t();
        buffers.Multiplier.Multiply(input, 0, tokens, weight, output);
    }

    /// <summary>states += change + bias</summary>
    private void Add(int product, int tokens, ForwardBuffers<TNumber> buffers)
    {
        var bias = Bias(product);
        var width = _config.HiddenSize;
        for (var row = 0; row < tokens; row++)
        {
            var state = buffers.States.Floats(row);
            var added = buffers.Change.Row(row);
            for (var c = 0; c < width; c += Lanes)
            {
                var count = Math.Min(Lanes, width - c);
                var sum = Float32Number.Load(state, c, count) + TNumber.Load(added, c, count) + Float32Number.Load(bias, c, count);
                Float32Number.Store(sum, state, c, count);
            }
        }
    }
}
