using Emotune.Model.Kernels;
using Emotune.Model.Lora;
using Emotune.Model.Native;

namespace Emotune.Model.Training.Packed;

/// <summary>
/// A low-rank adapter beside its frozen layer's product, LoRA or DoRA: neither the merged weight nor the dropped-out input is ever
/// written down.
/// </summary>
internal sealed unsafe class PackedLora<TNumber> : IDisposable where TNumber : struct, INumber
{
    private readonly LoraLinear _lora;
    private readonly int _rank, _inputs, _outputs, _column;
    private readonly DropoutBits[]? _dropout;
    private readonly NativeFloats _up = new(), _down = new(), _downGradient = new();
    private readonly ShardVector _aSums, _upSums;
    private readonly GradientSlot _a, _b;
    private readonly PackedMagnitude<TNumber>? _magnitude;

    /// <param name="column">Where its layer's outputs begin among those of the product.</param>
    /// <param name="scales">(outputs): for DoRA, by how much a step rescales what comes out.</param>
    public PackedLora(LoraLinear lora, int column, float* scales, int shards)
    {
        (_lora, _rank, _inputs, _outputs, _column) = (lora, lora.Rank, lora.Layer.Inputs, lora.Layer.Outputs, column);
        var site = lora.DropoutSite;
        _dropout = site.Probability > 0 ? [.. Enumerable.Range(0, shards).Select(_ => new DropoutBits(site.Probability, site.Site))] : null;
        (_aSums, _upSums) = (new ShardVector(_rank * _inputs, shards), new ShardVector(_rank * _outputs, shards));
        (_a, _b) = (new GradientSlot(lora.A), new GradientSlot(lora.B));
        _magnitude = lora.Magnitude is null ? null : new(lora, column, scales, shards);
    }

    /// <summary>Whether what comes out is rescaled.</summary>
    public bool Rescales => _magnitude is not null;

    /// <summary>What remains of an input that is not dropped: 1 ÷ (1 − p).</summary>
    public float Kept(bool drops) => drops && _dropout is not null ? _dropout[0].Scale : 1;

    /// <summary>Takes the weights of this step: s · Bᵀ, a row of outputs for each rank; for DoRA rescaled.</summary>
    public void BeginStep()
    {
        _magnitude?.BeginStep();
        var b = TensorMemory.Pointer(_lora.B);
        var up = _up.Reserve((long)_rank * _outputs);
        for (var n = 0; n < _outputs; n++)
        {
            for (var j = 0; j < _rank; j++)
                up[(long)j * _outputs + n] = b[(long)n * _rank + j] * Scale(n);
        }
    }

    public void BeginBatch(int rows)
    {
        _down.Reserve((long)rows * _rank);
        _downGradient.Reserve((long)rows * _rank);
        _aSums.Clear();
        _upSums.Clear();
        _magnitude?.BeginBatch(rows);
    }

    /// <summary>product += s · dropout(x) · Aᵀ · Bᵀ, and for DoRA what rescales it.</summary>
    public void Forward(int index, Shard shard, CounterDropout? dropout, Matrix x, Matrix product)
    {
        if (shard.RowCount == 0)
            return;
        var element = (long)shard.FirstRow * _inputs;
        if (dropout is not null)
            _dropout?[index].Draw(dropout, element, element + (long)shard.RowCount * _inputs);
        _magnitude?.Forward(index, shard, Mask(index, dropout is not null), x, product);
        var down = _down.Pointer + (long)shard.FirstRow * _rank;
        LowRankKernel.Down<TNumber>(
            shard.RowCount, _inputs, _rank, new(x, shard.FirstRow, 0), A, Mask(index, dropout is not null), element, down);
        LowRankKernel.Up<TNumber>(shard.RowCount, _outputs, _rank, down, _up.Pointer, null, 0, new(product, shard.FirstRow, _column));
    }

    /// <param name="inputGradient">Is added to; null where nothing below is trained.</param>
    public void Backward(int index, Shard shard, bool drops, Matrix productGradient, Matrix x, Matrix? inputGradient)
    {
        if (shard.RowCount == 0)
            return;
        var (rows, element, mask) = (shard.RowCount, (long)shard.FirstRow * _inputs, Mask(index, drops));
        var down = _down.Pointer + (long)shard.FirstRow * _rank;
        var gradient = _downGradient.Pointer + (long)shard.FirstRow * _rank;
        LowRankKernel.Part outer = new(productGradient, shard.FirstRow, _column), inner = new(x, shard.FirstRow, 0);
        _magnitude?.Backward(index, shard, mask, productGradient, inputGradient);
        LowRankKernel.Outer<TNumber>(rows, _outputs, _rank, down, outer, null, 0, _upSums.Of(index));
        LowRankKernel.Down<TNumber>(rows, _outputs, _rank, outer, _up.Pointer, null, 0, gradient);
        LowRankKernel.Outer<TNumber>(rows, _inputs, _rank, gradient, inner, mask, element, _aSums.Of(index));
        if (inputGradient is not null)
            LowRankKernel.Up<TNumber>(rows, _inputs, _rank, gradient, A, mask, element, new(inputGradient, shard.FirstRow, 0));
    }

    public void Collect(bool first)
    {
        if (first)
        {
            _a.Values.Clear();
            _b.Values.Clear();
        }
        _aSums.AddTo(_a.Values);
        var up = new float[_rank * _outputs];
        _upSums.AddTo(up);
        var b = _b.Values;
        for (var n = 0; n < _outputs; n++)
        {
            for (var j = 0; j < _rank; j++)
                b[n * _rank + j] += up[j * _outputs + n] * Scale(n);
        }
        _magnitude?.Collect(first, up);
        _a.Show();
        _b.Show();
    }

    public void Dispose()
    {
        foreach (var part in new IDisposable[] { _up, _down, _downGradient, _aSums, _upSums, _a, _b }.Concat(_dropout ?? []))
            part.Dispose();
        _magnitude?.Dispose();
    }

    private float Scale(int output) => (float)_lora.Scaling * (_magnitude is null ? 1 : _magnitude.Scales[output]);

    private float* A => TensorMemory.Pointer(_lora.A);

    private DropoutBits? Mask(int index, bool drops) => drops ? _dropout?[index] : null;
}
