using System.Diagnostics;
using Emotune.Model.Kernels;
using Emotune.Model.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Emotune.Benchmarks;

/// <summary>
/// The products of one training step and nothing else, each at the shape that the packed encoder gives it, thread by thread as it
/// does: what a step would take if all between them cost nothing. Every layer has operands of its own, so that none of them waits in
/// a cache.
/// </summary>
internal sealed class StepProducts : IDisposable
{
    private const int MostRepeats = 20;
    private static readonly TimeSpan LongestTiming = TimeSpan.FromSeconds(2);

    private readonly ShardTeam _team = new(BenchmarkSettings.Threads, BenchmarkSettings.Threads);
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Product[] _products;
    private readonly int _rows;
    private readonly bool _trainsWeights;

    /// <param name="rows">Of the packed batch.</param>
    /// <param name="trainsWeights">False under an adapter: there are no products by weights, and nothing goes below the first.</param>
    public StepProducts(EncoderConfig config, int rows, bool trainsWeights, ScalarType type)
    {
        var (hidden, wide) = (config.HiddenSize, config.IntermediateSize);
        (int Inputs, int Outputs)[] layer = [(hidden, 3 * hidden), (hidden, hidden), (hidden, wide), (wide, hidden)];
        _rows = PackedBatch.FilledUp(rows / BenchmarkSettings.Threads);
        _trainsWeights = trainsWeights;
        _products = [.. Enumerable.Range(0, config.LayerCount).SelectMany(_ => layer)
            .Select(p => new Product(_rows * BenchmarkSettings.Threads, p.Inputs, p.Outputs, type))];
    }

    /// <summary>
    /// Samples a second that the products alone would allow, by whichever library of this process makes them fastest. Rounding of
    /// bfloat16 factors by hand is not counted where single precision is the faster way.
    /// </summary>
    public static double Limit(EncoderConfig config, int samples, int rows, bool trainsWeights, NumericPrecision precision)
    {
        List<double> seconds = [];
        var used = Float32Products.Current;
        using (var single = new StepProducts(config, rows, trainsWeights, ScalarType.Float32))
        {
            Float32Products.UseDefault();
            seconds.Add(single.Seconds());
            if (Float32Products.UseOneDnn() == Float32Products.OneDnn)
                seconds.Add(single.Seconds());
        }
        if (used == Float32Products.Mkl)
            Float32Products.UseDefault();
        if (precision == NumericPrecision.Bfloat16 && ProductRule.Here.BFloat16 == BFloat16Way.Processor)
        {
            using var half = new StepProducts(config, rows, trainsWeights, ScalarType.BFloat16);
            seconds.Add(half.Seconds());
        }
        return samples / seconds.Min();
    }

    public void Dispose()
    {
        _team.Dispose();
        _scope.Dispose();
    }

    private double Seconds()
    {
        var best = double.MaxValue;
        var begun = Stopwatch.StartNew();
        for (var i = 0; i < 2 || (i < MostRepeats && begun.Elapsed < LongestTiming); i++)
        {
            var clock = Stopwatch.StartNew();
            _team.Run(Through);
            if (_trainsWeights)
                Share();
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }
        return best;
    }

    private void Through(int thread)
    {
        foreach (var product in _products)
            product.Forward(thread * _rows, _rows);
        for (var i = _products.Length - 1; i >= (_trainsWeights ? 0 : 1); i--)
            _products[i].ByInputs(thread * _rows, _rows);
    }

    private void Share()
    {
        var next = -1;
        _team.Run(_ =>
        {
            for (var i = Interlocked.Increment(ref next); i < _products.Length; i = Interlocked.Increment(ref next))
                _products[i].ByWeights();
        });
    }

    /// <summary>One linear layer's operands.</summary>
    private sealed class Product(int rows, int inputs, int outputs, ScalarType type)
    {
        private readonly Tensor _x = randn(rows, inputs).to(type), _y = zeros(rows, outputs, dtype: type);
        private readonly Tensor _dx = zeros(rows, inputs, dtype: type), _weight = randn(outputs, inputs).to(type);
        private readonly Tensor _gradient = zeros(outputs, inputs, dtype: type);

        public void Forward(int start, int count)
        {
            using Tensor from = _x.narrow(0, start, count), to = _y.narrow(0, start, count), weight = _weight.t();
            to.addmm_(from, weight, 0, 1);
        }

        public void ByInputs(int start, int count)
        {
            using Tensor from = _y.narrow(0, start, count), to = _dx.narrow(0, start, count);
            to.addmm_(from, _weight, 0, 1);
        }

        public void ByWeights()
        {
            using var transposed = _y.t();
            _gradient.addmm_(transposed, _x, 0, 1);
        }
    }
}
