using Emotune.Model.Kernels;
using Emotune.Model.Native;
using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Prediction;

/// <summary>The forward pass of an encoder whose layers have no packed form: by its modules, over padded comments.</summary>
internal sealed unsafe class ModuleForwardEncoder : IForwardEncoder
{
    private readonly SequenceClassifier _network;
    private readonly Matrix[] _states;

    public ModuleForwardEncoder(SequenceClassifier network, ILinearKernel products, int threads)
    {
        _network = network;
        network.Execution.Linear = products;
        _states = [.. Enumerable.Range(0, threads).Select(_ => new Matrix(ScalarType.Float32, network.Config.HiddenSize))];
    }

    public Matrix Forward(int thread, PackedRows rows)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var (longest, width) = (rows.Longest, _network.Config.HiddenSize);
        var (ids, mask) = (new long[rows.Count * longest], new long[rows.Count * longest]);
        Array.Fill(ids, _network.Config.PadTokenId);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var t = 0; t < rows.Length(row); t++)
                (ids[row * longest + t], mask[row * longest + t]) = (rows.InputIds[rows.Starts[row] + t], 1);
        }

        var states = _network.Encoder.Forward(tensor(ids, [rows.Count, longest]), tensor(mask, [rows.Count, longest])).contiguous();
        _states[thread].Reserve(rows.Tokens);
        for (var row = 0; row < rows.Count; row++)
        {
            new ReadOnlySpan<float>(TensorMemory.Pointer(states) + (long)row * longest * width, rows.Length(row) * width)
                .CopyTo(new Span<float>(_states[thread].Floats(rows.Starts[row]), rows.Length(row) * width));
        }

        return _states[thread];
    }

    public void Dispose() => Array.ForEach(_states, s => s.Dispose());
}
