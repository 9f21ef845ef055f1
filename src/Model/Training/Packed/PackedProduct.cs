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
    private readonly Multiplier[] _multipliers;
    private readonly Linear[] _layers;
    private readonly int _inputs, _outputs;
    private readonly Tensor _weight;
    private readonly bool _isCopy, _trainsWeight;
    private readonly Tensor? _gradient;
    private readonly (int Layer, GradientSlot Slot)[] _slots;
    private readonly VectorParameter[] _biases;
    private readonly PackedLora<TNumber>[] _adapters;
    private readonly NativeFloats _bias = new(), _scales = new();
    private readonly Matrix? _rescaled;
    private readonly ShardVector _biasSums;
    private bool _isFresh;

    /// <param name="multipliers">One for each thread.</param>
    public PackedProduct(Multiplier[] multipliers, params Linear[] layers)
    {
        var shards = multipliers.Length;
        (_multipliers, _layers) = (multipliers, layers);
        (_inputs, _outputs) = (layers[0].Inputs, layers.Sum(l => l.Outputs));
        _isCopy = layers.Length > 1 || TNumber.Type != ScalarType.Float32;
        _weight = (_isCopy ? zeros([_outputs, _inputs], dtype: multipliers[0].WeightType) : layers[0].Weight.detach())
            .DetachFromDisposeScope();
        _trainsWeight = layers.Any(l => l.Weight.requires_grad);
        _gradient = _trainsWeight ? zeros(_outputs, _inputs).DetachFromDisposeScope() : null;
        _slots = [.. layers.Select((l, i) => i).Where(i => layers[i].Weight.requires_grad)
            .Select(
                i => (i,
                    new GradientSlot(layers[i].Weight, _gradient!.narrow(0, FirstOutput(i), layers[i].Outputs).DetachFromDisposeScope())))];
        _biases = [.. layers.Select(l => VectorParameter.OrZeros(l.Bias, l.Outputs, 1))];
        _biasSums = new ShardVector(_outputs, shards);
        new Span<float>(_scales.Reserve(_outputs), _outputs).Fill(1);
        _adapters = [.. layers.Select((l, i) => (l.Adapter, i)).Where(l => l.Adapter is LoraLinear)
            .Select(
                l => new PackedLora<TNumber>((LoraLinear)l.Adapter!, FirstOutput(l.i), _scales.Pointer + FirstOutput(l.i), shards))];
        _rescaled = _adapters.Any(a => a.Rescales) ? new Matrix(TNumber.Type, _outputs) : null;
        _bias.ReserveZero(_outputs);
    }

    /// <summary>(outputs), of all layers.</summary>
    public float* Bias => _bias.Pointer;

    public int Outputs => _outputs;

    /// <summary>Whether anything here is trained.</summary>
    public bool IsTrained => _trainsWeight || _adapters.Length > 0 || _biases.Any(b => b.IsTrained);

    /// <summary>Takes the step's weights.</summary>
    /// <param name="index">Of the thread that does.</param>
    public void BeginStep(int index)
    {
        if (_isCopy && (!_isFresh || _trainsWeight))
        {
            for (var i = 0; i < _layers.Length; i++)
            {
                using var part = _weight.narrow(0, FirstOutput(i), _layers[i].Outputs);
                _multipliers[index].TakeWeights(_layers[i].Weight, part);
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
        _rescaled?.Reserve(rows);
        Array.ForEach(_adapters, a => a.BeginBatch(rows));
    }

    /// <summary>y = x · Wᵀ, with the adapters' corrections.</summary>
    public void Forward(int index, Shard shard, CounterDropout? dropout, Matrix x, Matrix y)
    {
        if (shard.RowCount == 0)
            return;
        using (var weight = _weight.t())
            _multipliers[index].Multiply(x, shard.FirstRow, shard.RowCount, weight, y);
        Array.ForEach(_adapters, a => a.Forward(index, shard, dropout, x, y));
    }

    /// <summary>dx = dy · W, and the adapters' gradients.</summary>
    /// <param name="inputGradient">Null where nothing below is trained.</param>
    public void Backward(int index, Shard shard, bool drops, Matrix gradient, Matrix x, Matrix? inputGradient)
    {
        if (shard.RowCount == 0)
            return;
        if (inputGradient is not null)
            _multipliers[index].Multiply(Rescaled(shard, drops, gradient), shard.FirstRow, shard.RowCount, _weight, inputGradient);
        Array.ForEach(_adapters, a => a.Backward(index, shard, drops, gradient, x, inputGradient));
    }

    /// <summary>Where a thread adds up the gradient of <see cref="Bias"/>.</summary>
    public float* BiasSums(int shard) => _biasSums.Of(shard);

    /// <summary>dW = dyᵀ · x over all rows of the batch, by one thread.</summary>
    public void WeightGradient(int index, int rows, Matrix gradient, Matrix x, bool first)
    {
        if (_gradient is not null)
            _multipliers[index].MultiplyRows(rows, gradient, x, _gradient, first);
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
        _scales.Dispose();
        _rescaled?.Dispose();
        _biasSums.Dispose();
    }

    private Matrix Rescaled(Shard shard, bool drops, Matrix gradient)
    {
        if (_rescaled is null)
            return gradient;
        // One configuration, and so one rate of dropout, for all adapters.
        PackedMagnitude<TNumber>.Rescale(shard, gradient, _scales.Pointer, _adapters[0].Kept(drops), _rescaled);
        return _rescaled;
    }

    private int FirstOutput(int layer) => _layers.Take(layer).Sum(l => l.Outputs);
}
