using Emotune.Model.Kernels;
using Emotune.Model.Native;
using Emotune.Model.Network;
using Parameter = TorchSharp.Modules.Parameter;

namespace Emotune.Model.Training.Packed;

/// <summary>Attention's biases by distance, which all layers read, and their gradient, which each thread adds up over all layers.</summary>
internal sealed unsafe class PackedDistanceBias : IDisposable
{
    private readonly Parameter _table;
    private readonly GradientSlot? _gradient;
    private readonly DistanceRows[] _sums;

    public PackedDistanceBias(DistanceBias bias, EncoderConfig config, int shards)
    {
        _table = bias.Table.Weight;
        _gradient = _table.requires_grad ? new GradientSlot(_table) : null;
        Rows = new DistanceRows(config.HeadCount);
        _sums = _gradient is null ? [] : [.. Enumerable.Range(0, shards).Select(_ => new DistanceRows(config.HeadCount))];
    }

    public bool IsTrained => _gradient is not null;

    public DistanceRows Rows { get; }

    /// <summary>Where a thread adds up the gradient; null where the table is frozen.</summary>
    public DistanceRows? Sums(int shard) => IsTrained ? _sums[shard] : null;

    public void BeginBatch(PackedBatch batch)
    {
        var longest = batch.Sequences.Max(s => s.Length);
        Rows.Take(TensorMemory.Pointer(_table), longest);
        Array.ForEach(_sums, s => s.Clear(longest));
    }

    /// <summary>Adds all threads' sums to the gradient.</summary>
    public void Collect(bool first)
    {
        if (_gradient is null)
            return;
        var gradient = _gradient.Values;
        if (first)
            gradient.Clear();
        foreach (var sums in _sums)
            sums.AddTo(gradient);
        _gradient.Show();
    }

    public void Dispose()
    {
        Rows.Dispose();
        Array.ForEach(_sums, s => s.Dispose());
        _gradient?.Dispose();
    }
}
