using System.Numerics;
using Emotune.Model.Kernels;
using Emotune.Model.Native;
using static TorchSharp.torch;

namespace Emotune.Model.Optimization;

/// <summary>
/// An exponential moving average of the trained weights: after step t, average += (1 − d)·(weight − average) with
/// d = min(decay, (1 + t) ÷ (10 + t)), which rises so that the start is soon forgotten (Polyak and Juditsky 1992; the rise
/// as in TensorFlow's ExponentialMovingAverage). One pass over memory; each element by itself, so that the result does
/// not depend on the number of threads.
/// </summary>
internal sealed unsafe class WeightAverage : IDisposable
{
    private readonly IReadOnlyList<TrainedParameter> _parameters;
    private readonly FloatBuffer[] _averages;
    private readonly (int Parameter, int Chunk)[] _chunks;
    private readonly double _decay;
    private (int Parameter, LazyRows Rows)? _lazy;
    private readonly int _threads;

    /// <summary>An average that begins with the weights as they are.</summary>
    /// <param name="decay">In (0, 1).</param>
    public WeightAverage(IReadOnlyList<TrainedParameter> parameters, double decay, int threads)
    {
        (_parameters, _decay, _threads) = (parameters, decay, threads);
        _averages = [.. parameters.Select(p => new FloatBuffer(p.Tensor.numel()))];
        for (var i = 0; i < _averages.Length; i++)
            TensorMemory.Span(parameters[i].Tensor).CopyTo(_averages[i].Span);
        _chunks = [.. _averages.SelectMany((a, i) => Enumerable.Range(0, Workers.ChunkCount(a.Length)).Select(c => (i, c)))];
    }

    public IEnumerable<StateArray> Values(string prefix) => _parameters.Zip(_averages, (p, a) => StateArray.Of(prefix, p, a));

    public FloatBuffer Of(Tensor parameter) => _averages[IndexOf(parameter)];

    /// <summary>From now on the average of a table's rows follows when they are next read.</summary>
    public void BeLazy(LazyRows rows) => _lazy = (IndexOf(rows.Table.Weight), rows);

    /// <summary>How much of the average stays at a step.</summary>
    /// <param name="step">Counts from one.</param>
    public static double DecayAt(int step, double decay) => Math.Min(decay, (1.0 + step) / (10.0 + step));

    /// <param name="step">The optimizer step that has just been taken, from one.</param>
    public void Update(int step)
    {
        var share = (float)(1 - DecayAt(step, _decay));
        ForEachChunk((average, weight, count) => Approach(average, weight, count, share), _lazy?.Parameter);
        _lazy?.Rows.Average(share);
    }

    /// <summary>Puts the average in the weights' place and keeps those; done again, all is as before.</summary>
    public void Exchange() => ForEachChunk(Exchange);

    public void Dispose() => Array.ForEach(_averages, a => a.Dispose());

    private delegate void Pass(float* average, float* weight, int count);

    private int IndexOf(Tensor parameter) => _parameters.Select(p => p.Tensor.Handle).ToList().IndexOf(parameter.Handle);

    private void ForEachChunk(Pass pass, int? except = null)
    {
        var weights = new nint[_parameters.Count];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (nint)TensorMemory.Pointer(_parameters[i].Tensor);
        Workers.For(_threads, _chunks.Length, i =>
        {
            var (parameter, chunk) = _chunks[i];
            if (parameter == except)
                return;
            var (start, count) = Workers.Chunk(_averages[parameter].Length, chunk);
            pass(_averages[parameter].Pointer + start, (float*)weights[parameter] + start, count);
        });
    }

    internal static void Approach(float* average, float* weight, int count, float share)
    {
        var i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            var mean = Vector.Load(average + i);
            Vector.Store(mean + (Vector.Load(weight + i) - mean) * share, average + i);
        }
        for (; i < count; i++)
            average[i] += (weight[i] - average[i]) * share;
    }

    private static void Exchange(float* average, float* weight, int count)
    {
        var i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            var kept = Vector.Load(weight + i);
            Vector.Store(Vector.Load(average + i), weight + i);
            Vector.Store(kept, average + i);
        }
        for (; i < count; i++)
            (average[i], weight[i]) = (weight[i], average[i]);
    }
}
