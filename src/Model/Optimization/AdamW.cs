using System.ComponentModel.DataAnnotations;
using Emotune.Model.Kernels;
using Emotune.Model.Native;
using TorchSharp;

namespace Emotune.Model.Optimization;

/// <summary>AdamW's constants; the defaults are PyTorch's.</summary>
/// <param name="Beta1">The share of the first moment that a step keeps.</param>
/// <param name="Beta2">The share of the second moment that a step keeps.</param>
/// <param name="Epsilon">What is added to the second moment's root before it divides the step.</param>
internal sealed record AdamWOptions(
    [property: Range(0.0, 1.0, MaximumIsExclusive = true)] double Beta1 = 0.9,
    [property: Range(0.0, 1.0, MaximumIsExclusive = true)] double Beta2 = 0.999,
    [property: Range(0.0, 1.0, MinimumIsExclusive = true)] double Epsilon = 1e-8);

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization"), one pass over
/// memory for all parameters. Each element is computed by itself, in PyTorch's order of operations, so that the
/// result does not depend on the number of threads.
/// </summary>
internal sealed class AdamW : IDisposable
{
    private readonly Slot[] _slots;
    private readonly AdamWOptions _options;
    private readonly int _threads;
    private (int Slot, int Chunk)[] _chunks;
    private (int Slot, LazyRows Rows)? _lazy;

    public AdamW(IReadOnlyList<ParameterGroup> groups, int threads = 1, AdamWOptions? options = null)
    {
        Groups = groups;
        _threads = threads;
        _options = options ?? new AdamWOptions();
        _slots = [.. from g in groups from p in g.Parameters select new Slot(p, g.RateMultiplier, g.WeightDecay)];
        _chunks = [.. Chunks(_ => true)];
    }

    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>Steps taken; the bias corrections depend on it.</summary>
    public int Steps { get; private set; }

    /// <summary>The running mean of each parameter's gradient.</summary>
    internal IEnumerable<StateArray> FirstMoments(string prefix) => _slots.Select(s => StateArray.Of(prefix, s.Parameter, s.First));

    /// <summary>The running mean of its square.</summary>
    internal IEnumerable<StateArray> SecondMoments(string prefix) => _slots.Select(s => StateArray.Of(prefix, s.Parameter, s.Second));

    /// <summary>From now on a table's rows without gradient are moved when they are next read.</summary>
    /// <param name="average">The table's moving average; null where none is kept.</param>
    internal LazyRows BeLazy(IRowTable table, FloatBuffer? average)
    {
        var slot = Array.FindIndex(_slots, s => s.Parameter.Tensor.Handle == table.Weight.Handle);
        var rows = new LazyRows(table, _slots[slot].First, _slots[slot].Second, average, _threads);
        _lazy = (slot, rows);
        _chunks = [.. Chunks(i => i != slot)];
        return rows;
    }

    /// <summary>Moves every parameter against its gradient; parameters without a gradient are left alone.</summary>
    /// <param name="learningRate">Of groups with multiplier one.</param>
    /// <param name="gradientScale">Times every gradient, as clipping does.</param>
    public unsafe void Step(double learningRate, double gradientScale = 1)
    {
        Steps++;
        var work = new AdamWWork[_slots.Length];
        var gradients = new List<torch.Tensor>(_slots.Length);
        try
        {
            for (var i = 0; i < _slots.Length; i++)
                work[i] = Prepare(_slots[i], learningRate, gradientScale, gradients);
            Workers.For(_threads, _chunks.Length, i => Run(work[_chunks[i].Slot], _slots[_chunks[i].Slot], _chunks[i].Chunk));
            if (_lazy is { } lazy)
                lazy.Rows.Step(work[lazy.Slot]);
        }
        finally
        {
            gradients.ForEach(g => g.Dispose());
        }
    }

    /// <summary>Forgets the gradients, so that the next backward pass writes them afresh.</summary>
    public void ClearGradients()
    {
        foreach (var slot in _slots)
            slot.Parameter.Tensor.grad = null;
    }

    /// <summary>Goes on as after so many steps; the moments are the caller's to restore.</summary>
    internal void Restore(int steps) => Steps = steps;

    public void Dispose()
    {
        foreach (var slot in _slots)
        {
            slot.First.Dispose();
            slot.Second.Dispose();
        }
    }

    private IEnumerable<(int Slot, int Chunk)> Chunks(Func<int, bool> takes) => Enumerable.Range(0, _slots.Length).Where(takes)
        .SelectMany(i => Enumerable.Range(0, Workers.ChunkCount(_slots[i].First.Length)).Select(c => (i, c)));

    private unsafe AdamWWork Prepare(Slot slot, double learningRate, double gradientScale, List<torch.Tensor> gradients)
    {
        var gradient = slot.Parameter.Tensor.grad;
        if (gradient is null)
            return default;
        gradients.Add(gradient);
        if (!gradient.is_contiguous())
            gradients.Add(gradient = gradient.contiguous());
        var rate = learningRate * slot.RateMultiplier;
        return new AdamWWork
        {
            Parameter = TensorMemory.Pointer(slot.Parameter.Tensor),
            Gradient = TensorMemory.Pointer(gradient),
            GradientScale = (float)gradientScale,
            Keep = (float)(1 - rate * slot.WeightDecay),
            FirstWeight = (float)(1 - _options.Beta1),
            SecondKeep = (float)_options.Beta2,
            SecondWeight = (float)(1 - _options.Beta2),
            Step = (float)(-rate / (1 - Math.Pow(_options.Beta1, Steps))),
            SecondCorrection = (float)Math.Sqrt(1 - Math.Pow(_options.Beta2, Steps)),
            Epsilon = (float)_options.Epsilon,
        };
    }

    private static unsafe void Run(in AdamWWork work, Slot slot, int chunk)
    {
        if (work.Parameter is null)
            return;
        var (start, count) = Workers.Chunk(slot.First.Length, chunk);
        AdamWKernel.Run(work, slot.First.Pointer, slot.Second.Pointer, start, count);
    }

    private sealed record Slot(TrainedParameter Parameter, double RateMultiplier, double WeightDecay)
    {
        public FloatBuffer First { get; } = new(Parameter.Tensor.numel());

        public FloatBuffer Second { get; } = new(Parameter.Tensor.numel());
    }
}
