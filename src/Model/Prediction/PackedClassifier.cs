using System.Runtime.Intrinsics;
using Emotune.Model.Kernels;
using Emotune.Model.Lora;
using Emotune.Model.Native;
using Emotune.Model.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Emotune.Model.Prediction;

/// <summary>
/// A classifier's forward pass alone: no gradients, no dropout, no padding, weights converted once, each batch on one thread. Its
/// states and logits are those of <see cref="SequenceClassifier.Forward"/> but for rounding.
/// </summary>
/// <remarks>Holds copies of the layers' weights as they are now; the network has to stay as long as this does.</remarks>
internal sealed unsafe class PackedClassifier : IDisposable
{
    private readonly IForwardEncoder _encoder;
    private readonly ShardTeam _team;

    /// <param name="threads">How many batches are computed at once; the results do not depend on it.</param>
    /// <exception cref="ArgumentException">The network has an adapter that is not merged into its weights.</exception>
    /// <param name="way">How bfloat16 is multiplied; null for what is best here.</param>
    public PackedClassifier(
        SequenceClassifier network, NumericPrecision precision = NumericPrecision.Float32, int threads = 1, BFloat16Way? way = null)
    {
        if (network.Linears.Any(l => l.Adapter is not (null or LoraLinear { Merged: true })))
            throw new ArgumentException("The network's adapter has to be merged into its weights first.", nameof(network));
        Network = network;
        network.eval();
        _encoder = (precision, IsPacked: network.Encoder.SlowerForm is null) switch
        {
            (NumericPrecision.Bfloat16, true) => new ForwardEncoder<BFloat16Number>(network, threads, way ?? ProductRule.Here.BFloat16),
            (NumericPrecision.Bfloat16, false) => new ModuleForwardEncoder(
                network, new BFloat16LinearKernel(weightsAreFixed: true, way ?? ProductRule.Here.BFloat16), threads),
            (_, true) => new ForwardEncoder<Float32Number>(network, threads, default),
            (_, false) => new ModuleForwardEncoder(network, NativeLinearKernel.Instance, threads),
        };
        _team = new ShardTeam(threads, torch.get_num_threads());
    }

    public SequenceClassifier Network { get; }

    public void Dispose()
    {
        _team.Dispose();
        _encoder.Dispose();
    }

    /// <summary>
    /// Calls <paramref name="take"/> with the logits (B, L) of each batch, in whatever order they are done, from several threads.
    /// </summary>
    /// <exception cref="OperationCanceledException">Between two batches.</exception>
    internal void Logits(IReadOnlyList<PackedRows> batches, Action<int, float[]> take, CancellationToken cancellation = default)
    {
        var next = -1;
        _team.Run(thread =>
        {
            for (var i = Interlocked.Increment(ref next); i < batches.Count; i = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                take(i, Network.Classify(Pooled(batches[i], _encoder.Forward(thread, batches[i]))).ToArray());
            }
        });
    }

    /// <returns>(N, C): the last layer's states.</returns>
    internal float[] States(PackedRows rows)
    {
        var states = new float[rows.Tokens * Network.Config.HiddenSize];
        _team.Run(thread =>
        {
            if (thread == 0)
                new ReadOnlySpan<float>(_encoder.Forward(thread, rows).Floats(0), states.Length).CopyTo(states);
        });
        return states;
    }

    /// <summary>(B, C): the first state, or the mean.</summary>
    private Tensor Pooled(PackedRows rows, Matrix states)
    {
        var pooled = zeros(rows.Count, Network.Config.HiddenSize);
        for (var row = 0; row < rows.Count; row++)
        {
            var taken = Network.Reads == HeadPooling.FirstToken ? 1 : rows.Empty[row] ? 0 : rows.Length(row);
            AddMean(states, rows.Starts[row], taken, TensorMemory.Pointer(pooled) + (long)row * states.Columns);
        }
        return pooled;
    }

    private static void AddMean(Matrix states, int start, int count, float* sum)
    {
        var share = Vector512.Create(1f / Math.Max(count, 1));
        for (var c = 0; c < states.Columns; c += INumber.Lanes)
        {
            var lanes = Math.Min(INumber.Lanes, states.Columns - c);
            var value = Vector512<float>.Zero;
            for (var row = start; row < start + count; row++)
                value += Float32Number.Load(states.Floats(row), c, lanes);
            Float32Number.Store(value * share, sum, c, lanes);
        }
    }
}
