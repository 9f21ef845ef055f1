using Emotune.Model.Kernels;
using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Training.Packed;

/// <summary>The linear layer from embeddings to layers of another width, with the rows of the embeddings' width.</summary>
internal sealed unsafe class PackedProjection<TNumber> : IDisposable where TNumber : struct, INumber
{
    private readonly int _width;
    private readonly Matrix _gradient;

    public PackedProjection(Linear layer, Multiplier[] multipliers)
    {
        Product = new(multipliers, layer);
        _width = layer.Outputs;
        _gradient = new(TNumber.Type, layer.Outputs);
        States = new(ScalarType.Float32, layer.Inputs);
        Input = new(TNumber.Type, layer.Inputs);
        InputGradient = new(TNumber.Type, layer.Inputs);
    }

    public PackedProduct<TNumber> Product { get; }

    /// <summary>The embeddings, forward; their gradient, backward.</summary>
    public Matrix States { get; }

    /// <summary>The embeddings in the form that is multiplied.</summary>
    public Matrix Input { get; }

    public Matrix InputGradient { get; }

    public void BeginBatch(int rows)
    {
        Product.BeginBatch(rows);
        foreach (var matrix in new[] { _gradient, States, Input, InputGradient })
            matrix.Reserve(rows);
    }

    /// <summary>From <see cref="Input"/> to the first layer's input, in both forms.</summary>
    public void Forward(int index, Shard shard, CounterDropout? dropout, Matrix residual, Matrix numbers)
    {
        Product.Forward(index, shard, dropout, Input, numbers);
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            for (var c = 0; c < _width; c += INumber.Lanes)
            {
                var count = Math.Min(INumber.Lanes, _width - c);
                var value = TNumber.Load(numbers.Row(row), c, count) + Float32Number.Load(Product.Bias, c, count);
                Float32Number.Store(value, residual.Floats(row), c, count);
                TNumber.Store(value, numbers.Row(row), c, count);
            }
        }
    }

    /// <summary>From the gradient of the first layer's input, which is a sum of two, to <see cref="InputGradient"/>.</summary>
    /// <param name="isLowest">The embeddings are frozen: their gradient is not computed.</param>
    public void Backward(int index, Shard shard, bool drops, Matrix residual, Matrix added, bool isLowest)
    {
        var sums = Product.BiasSums(index);
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            for (var c = 0; c < _width; c += INumber.Lanes)
            {
                var count = Math.Min(INumber.Lanes, _width - c);
                var value = Float32Number.Load(residual.Floats(row), c, count) + TNumber.Load(added.Row(row), c, count);
                TNumber.Store(value, _gradient.Row(row), c, count);
                Float32Number.Store(Float32Number.Load(sums, c, count) + value, sums, c, count);
            }
        }
        Product.Backward(index, shard, drops, _gradient, Input, isLowest ? null : InputGradient);
    }

    public void WeightGradient(int index, int rows, bool first) => Product.WeightGradient(index, rows, _gradient, Input, first);

    public void Dispose()
    {
        Product.Dispose();
        foreach (var matrix in new[] { _gradient, States, Input, InputGradient })
            matrix.Dispose();
    }
}
