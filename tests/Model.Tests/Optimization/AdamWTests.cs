using Emotune.Model.Network;
using Emotune.Model.Optimization;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Optimization;

public class AdamWTests
{
    private const int Rows = 300, Columns = 301; // 90,300 elements: several chunks and a tail

    [Fact]
    public void Moves_by_the_formula()
    {
        using var scope = NewDisposeScope();
        var (ours, theirs) = (Weights(), Weights());
        var (bias, otherBias) = (zeros(7, requires_grad: true), zeros(7, requires_grad: true));
        var optimizer = new AdamW(
            ParameterGroups.Create([new("w.weight", ours, ParameterRole.Encoder), new("w.bias", bias, ParameterRole.Encoder)], 0.1),
            threads: 2);
        for (var step = 0; step < 20; step++)
        {
            ours.grad = Gradient(step, Rows, Columns);
            bias.grad = Gradient(step, 7);
            optimizer.Step(0.01);
            Plain(theirs, Gradient(step, Rows, Columns), step, 0.01, 0.1);
            Plain(otherBias, Gradient(step, 7), step, 0.01, 0);
        }
        Assert.True(MaximumDifference(ours, theirs) < 1e-6);
        Assert.True(MaximumDifference(bias, otherBias) < 1e-6);
        Assert.Equal(20, optimizer.Steps);
    }

    [Fact]
    public void Agrees_with_TorchSharps_optimizer_to_the_last_few_bits()
    {
        using var scope = NewDisposeScope();
        var ours = Weights();
        var module = new WeightHolder(Weights());
        var optimizer = new AdamW([new ParameterGroup("all", 1, 0.1, [new("w", ours, ParameterRole.Encoder)])]);
        var reference = optim.AdamW(module.parameters(), lr: 0.01, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0.1);
        for (var step = 0; step < 10; step++)
        {
            ours.grad = Gradient(step, Rows, Columns);
            module.Weight.grad = Gradient(step, Rows, Columns);
            optimizer.Step(0.01);
            reference.step();
        }
        Assert.True(MaximumDifference(ours, module.Weight) < 1e-6);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 3)]
    public void Gives_the_same_bits_for_any_number_of_threads(int threads, int others)
    {
        Assert.Equal(Run(threads), Run(others));

        static float[] Run(int threads)
        {
            using var scope = NewDisposeScope();
            var weights = Weights();
            var optimizer = new AdamW([new ParameterGroup("all", 1, 0.01, [new("w", weights, ParameterRole.Encoder)])], threads);
            for (var step = 0; step < 5; step++)
            {
                weights.grad = Gradient(step, Rows, Columns);
                optimizer.Step(0.01, GradientNorm.ClipCoefficient(GradientNorm.Compute(optimizer.Groups[0].Parameters, threads), 1));
            }
            return weights.ToArray();
        }
    }

    [Fact]
    public void A_group_has_its_own_rate_and_a_parameter_without_gradient_stays()
    {
        using var scope = NewDisposeScope();
        var (slow, fast, idle) = (ones(3, 3, requires_grad: true), ones(3, 3, requires_grad: true), ones(2, 2, requires_grad: true));
        var optimizer = new AdamW([
            new ParameterGroup("slow", 1, 0, [new("a", slow, ParameterRole.Encoder), new("idle", idle, ParameterRole.Encoder)]),
            new ParameterGroup("fast", 10, 0, [new("b", fast, ParameterRole.Head)])]);
        slow.grad = ones(3, 3);
        fast.grad = ones(3, 3);
        optimizer.Step(0.001);
        Assert.Equal(0.999, slow[0, 0].item<float>(), 5);
        Assert.Equal(0.99, fast[0, 0].item<float>(), 5);
        Assert.Equal(1, idle[0, 0].item<float>());
        optimizer.ClearGradients();
        Assert.Null(slow.grad);
    }

    [Fact]
    public void A_transposed_gradient_is_read_in_the_weights_order()
    {
        using var scope = NewDisposeScope();
        var (straight, transposed) = (zeros(5, 4, requires_grad: true), zeros(5, 4, requires_grad: true));
        var gradient = Gradient(0, 5, 4);
        straight.grad = gradient;
        transposed.grad = gradient.t().contiguous().t();
        new AdamW(
            [new ParameterGroup("all", 1, 0, [new("a", straight, ParameterRole.Encoder), new("b", transposed, ParameterRole.Encoder)])])
                .Step(0.1);
        Assert.Equal(straight.ToArray(), transposed.ToArray());
    }

    private static Tensor Weights() =>
        (arange(Rows * Columns, dtype: ScalarType.Float32) / 50000 - 1).reshape(Rows, Columns).requires_grad_(true);

    private static Tensor Gradient(int step, params long[] shape)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        return (arange(count, dtype: ScalarType.Float32) * 0.7f + step * 1.3f).sin().mul(0.3f).reshape(shape);
    }

    // The formula in double, a state of its own per tensor: recomputed from all gradients so far.
    private static void Plain(Tensor weights, Tensor gradient, int step, double rate, double decay)
    {
        using var noGrad = no_grad();
        var (m, v) = (zeros_like(gradient, ScalarType.Float64), zeros_like(gradient, ScalarType.Float64));
        for (var i = 0; i <= step; i++)
        {
            var g = Gradient(i, gradient.shape).to(ScalarType.Float64);
            m = m * 0.9 + g * 0.1;
            v = v * 0.999 + g * g * 0.001;
        }
        var update = m / (1 - Math.Pow(0.9, step + 1)) / ((v / (1 - Math.Pow(0.999, step + 1))).sqrt() + 1e-8);
        weights.mul_(1 - rate * decay).sub_(update * rate);
    }

    private static double MaximumDifference(Tensor a, Tensor b) => (a - b).abs().max().item<float>();

    private sealed class WeightHolder : nn.Module
    {
        public WeightHolder(Tensor weight) : base(nameof(WeightHolder))
        {
            Weight = new TorchSharp.Modules.Parameter(weight.detach());
            register_parameter("weight", Weight);
        }

        public TorchSharp.Modules.Parameter Weight { get; }
    }
}
