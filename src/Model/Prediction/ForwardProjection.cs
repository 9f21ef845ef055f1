using Emotune.Model.Kernels;
using static TorchSharp.torch;

namespace Emotune.Model.Prediction;

/// <summary>The linear layer from embeddings to layers of another width.</summary>
internal sealed unsafe class ForwardProjection<TNumber>(WeightTable table, string name, Multiplier multiplier) : IDisposable
    where TNumber : struct, INumber
{
    private readonly Tensor _weight = table.Joined([$"{name}.weight"], multiplier), _bias = table.Joined([$"{name}.bias"]);

    /// <summary>From the embeddings of the buffers to the first layer's states, in both forms.</summary>
    public void Forward(int tokens, ForwardBuffers<TNumber> buffers)
    {
        using var weight = _weight.t();
        buffers.Multiplier.Multiply(buffers.EmbeddingInput, 0, tokens, weight, buffers.Input);
        var bias = (float*)TensorAddress.Of(_bias);
        var width = buffers.Input.Columns;
        for (var row = 0; row < tokens; row++)
        {
            for (var c = 0; c < width; c += INumber.Lanes)
            {
                var count = Math.Min(INumber.Lanes, width - c);
                var value = TNumber.Load(buffers.Input.Row(row), c, count) + Float32Number.Load(bias, c, count);
                Float32Number.Store(value, buffers.States.Floats(row), c, count);
                TNumber.Store(value, buffers.Input.Row(row), c, count);
            }
        }
    }

    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
    }
}
