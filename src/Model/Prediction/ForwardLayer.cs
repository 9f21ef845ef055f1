using Emotune.Model.Kernels;
using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Prediction;

/// <summary>One layer's weights in the form that is multiplied; queries, keys and values are one product.</summary>
internal sealed unsafe class ForwardLayer<TNumber> : IForwardLayer<TNumber> where TNumber : struct, INumber
{
    private readonly EncoderConfig _config;
    private readonly Tensor[] _weights, _biases;
    private readonly ForwardNorm<TNumber> _attentionNorm, _outputNorm;

    public ForwardLayer(WeightTable table, string layer, EncoderConfig config, EncoderNames names, Multiplier multiplier)
    {
        _config = config;
        string[][] products = [
            [names.Query, names.Key, names.Value], [names.AttentionOutput], [names.FeedForwardInput], [names.FeedForwardOutput]];
        _weights = [.. products.Select(p => table.Joined(p.Select(n => $"{layer}.{n}.weight"), multiplier))];
        _biases = [.. products.Select(p => table.Joined(p.Select(n => $"{layer}.{n}.bias")))];
        (_attentionNorm, _outputNorm) = (table.Norm<TNumber>($"{layer}.{names.AttentionNorm}"),
            table.Norm<TNumber>($"{layer}.{names.OutputNorm}"));
    }

    public void Forward(PackedRows rows, ForwardBuffers<TNumber> buffers)
    {
        var tokens = rows.Tokens;
        Multiply(0, tokens, buffers, buffers.Input, buffers.Projected);
        for (var row = 0; row < rows.Count; row++)
        {
            var sequence = new PackedSequence(rows.Starts[row], rows.Length(row), 0, 0);
            buffers.Attention.Forward(sequence, buffers.Projected, Bias(0), buffers.Probabilities, null, buffers.Context);
        }
        Multiply(1, tokens, buffers, buffers.Context, buffers.Change);
        _attentionNorm.AddAndNormalise(tokens, buffers.States, buffers.Change, Bias(1), buffers.Input);
        Multiply(2, tokens, buffers, buffers.Input, buffers.Hidden);
        ActivationKernel.Forward<TNumber>(
            _config.Activation, tokens, _config.IntermediateSize, buffers.Hidden.Row(0), Bias(2), buffers.Hidden.Row(0));
        Multiply(3, tokens, buffers, buffers.Hidden, buffers.Change);
        _outputNorm.AddAndNormalise(tokens, buffers.States, buffers.Change, Bias(3), buffers.Input);
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
}
