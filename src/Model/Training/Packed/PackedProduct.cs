using Emotune.Model.Kernels;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Training.Packed;

/// <summary>
/// One product with the weights of one linear layer, or of several over the same input one above the other; its bias is left to
/// whoever reads the result. Weights are kept in the form that is multiplied and taken anew from the layers where they are trained.
/// </summary>
internal sealed unsafe class PackedProduct<TNumber> : IDisposable where TNumber : struct, INumber
{
    private readonly Linear[] _layers;
    private readonly int _inputs, _outputs;
    private readonly Tensor _weight;
    private readonly bool _isCopy, _trainsWeight;
    private readonly Tensor? _gradient;
    private readonly (int Layer, GradientSlot Slot)[] _slots;
    private readonly VectorParameter[] _biases;
    private readonly PackedLora<TNumber>[] _adapters;
    private readonly NativeFloats _bias = new();
    private readonly ShardVector _biasSums;
    private bool _isFresh;

    public PackedProduct(int shards, params Linear[] layers)
    {
        _layers = layers;
        (_inputs, _outputs) = (layers[0].Inputs, layers.Sum(l => l.Outputs));
        _isCopy = layers.Length > 1 || TNumber.Type != ScalarType.Float32;
        _weight = (_isCopy ? zeros([_outputs, _inputs], dtype: TNumber.Type) : layers[0].Weight.detach()).DetachFromDisposeScope();
        _trainsWeight = layers.Any(l => l.Weight.requires_grad);
        _gradient = _trainsWeight ? zeros(_outputs, _inputs).DetachFromDisposeScope() : null;
        _slots = [.. layers.Select((l, i) => i).Where(i => layers[i].Weight.requires_grad)
            .Select(
                i => (i,
                    new GradientSlot(layers[i].Weight, _gradient!.narrow(0, FirstOutput(i), layers[i].Outputs).DetachFromDisposeScope())))];
        _biases = [.. layers.Select(l => new VectorParameter(l.Bias, 1))];
        _biasSums = new ShardVector(_outputs, shards);
        _adapters = [.. layers.Select((l, i) => (l.Adapter, i)).Where(l => l.Adapter is LoraLinear)
            .Select(l => new PackedLora<TNumber>((LoraLinear)l.Adapter!, FirstOutput(l.i), shards))];
        _bias.ReserveZero(_outputs);
    }

    /// <summary>(outputs), of all layers.</summary>
    public float* Bias => _bias.Pointer;

    public int Outputs => _outputs;

    public int Inputs => _inputs;

    /// <summary>Whether anything here is trained.</summary>
    public bool IsTrained => _trainsWeight || _adapters.Length > 0 || _layers.Any(l => l.Bias.requires_grad);

    public bool TrainsWeight => _trainsWeight;

    /// <summary>Takes the step's weights.</summary>
    public void BeginStep()
    {
        if (_isCopy && (!_isFresh || _trainsWeight))
        {
            for (var i = 0; i < _layers.Length; i++)
            {
                using var part = _weight.narrow(0, FirstOutput(i), _layers[i].Outputs);
                part.copy_(_layers[i].Weight);
            }
        }
        for (var i = 0; i < _layers.Length; i++)
        {
            new ReadOnlySpan<float>(_biases[i].Values, _layers[i].Outputs)
                .CopyTo(new Span<float>(Bias + FirstOutput(i), _layers[i].Outputs));
        }

        Array.ForEach(_adapters, a => a.BeginStep());
        _isFresh = true;
    }

    public void BeginBatch(int rows)
    {
        _biasSums.Clear();
        Array.ForEach(_adapters, a => a.BeginBatch(rows));
    }

    /// <summary>y = x · Wᵀ, with the adapters' corrections.</summary>
    public void Forward(int index, Shard shard, CounterDropout? dropout, Matrix x, Matrix y)
    {
        if (shard.RowCount == 0)
            return;
        using (Tensor from = x.Rows(shard.FirstRow, shard.RowCount), to = y.Rows(shard.FirstRow, shard.RowCount), weight = _weight.t())
            to.addmm_(from, weight, 0, 1);
        Array.ForEach(_adapters, a => a.Forward(index, shard, dropout, x, y));
    }

    /// <summary>dx = dy · W, and the adapters' gradients.</summary>
    /// <param name="inputGradient">Null where nothing below is trained.</param>
    public void Backward(int index, Shard shard, bool drops, Matrix gradient, Matrix x, Matrix? inputGradient)
    {
        if (shard.RowCount == 0)
            return;
        if (inputGradient is not null)
        {
            using Tensor from = gradient.Rows(shard.FirstRow, shard.RowCount), to = inputGradient.Rows(shard.FirstRow, shard.RowCount);
            to.addmm_(from, _weight, 0, 1);
        }
        Array.ForEach(_adapters, a => a.Backward(index, shard, drops, gradient, x, inputGradient));
    }

    /// <summary>Where a thread adds up the gradient of <see cref="Bias"/>.</summary>
    public float* BiasSums(int shard) => _biasSums.Of(shard);

    /// <summary>dW = dyᵀ · x over all rows of the batch, by one thread.</summary>
    /// <param name="scratch">Of at least outputs × inputs numbers; for products that are not in single precision.</param>
    public void WeightGradient(int rows, Matrix gradient, Matrix x, Tensor scratch, bool first)
    {
        if (_gradient is null)
            return;
        using Tensor all = gradient.Rows(0, rows), from = x.Rows(0, rows), transposed = all.t();
        if (TNumber.Type == ScalarType.Float32)
        {
            _gradient.addmm_(transposed, from, first ? 0 : 1, 1);
            return;
        }
        using Tensor flat = scratch.narrow(0, 0, (long)_outputs * _inputs), product = flat.view(_outputs, _inputs);
        product.addmm_(transposed, from, 0, 1);
        if (first)
            _gradient.copy_(product);
        else
            _gradient.add_(product);
    }

    public void Collect(bool first)
    {
        foreach (var (_, slot) in _slots)
            slot.Show();
        var sums = new float[_outputs];
        _biasSums.AddTo(sums);
        for (var i = 0; i < _layers.Length; i++)
        {
            sums.AsSpan(FirstOutput(i), _layers[i].Outputs).CopyTo(new Span<float>(_biases[i].Sums(0), _layers[i].Outputs));
            _biases[i].Collect(first);
        }
        Array.ForEach(_adapters, a => a.Collect(first));
    }

    public void Dispose()
    {
        _weight.Dispose();
        Array.ForEach(_slots, s => s.Slot.Dispose());
        _gradient?.Dispose();
        Array.ForEach(_biases, b => b.Dispose());
        Array.ForEach(_adapters, a => a.Dispose());
        _bias.Dispose();
        _biasSums.Dispose();
    }

    private int FirstOutput(int layer) => _layers.Take(layer).Sum(l => l.Outputs);
}
