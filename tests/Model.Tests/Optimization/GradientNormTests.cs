using Emotune.Model.Network;
using Emotune.Model.Optimization;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Optimization;

public class GradientNormTests
{
    [Fact]
    public void Norm_and_coefficient_are_PyTorchs()
    {
        using var scope = NewDisposeScope();
        var (ours, theirs) = (Parameters(), Parameters());
        var norm = GradientNorm.Compute(ours, threads: 2);
        var expected = nn.utils.clip_grad_norm_(theirs.Select(p => new TorchSharp.Modules.Parameter(p.Tensor)).ToArray(), 0.5);
        Assert.Equal(expected, norm, 1e-5 * expected);
    }

    [Fact]
    public void The_norm_is_that_of_all_elements_together()
    {
        using var scope = NewDisposeScope();
        var parameters = Parameters();
        var expected = Math.Sqrt(
            parameters.Where(p => p.Name != "none").Sum(p => p.Tensor.grad!.ToArray().Sum(x => (double)x * x)));
        Assert.Equal(expected, GradientNorm.Compute(parameters), 1e-9);
        Assert.Equal(GradientNorm.Compute(parameters, 1), GradientNorm.Compute(parameters, 3));
    }

    [Theory]
    [InlineData(2.0, 1.0, 1.0 / 2.000001)]
    [InlineData(0.5, 1.0, 1.0)]
    [InlineData(0.0, 1.0, 1.0)]
    public void Only_a_norm_above_the_maximum_is_clipped(double norm, double maximum, double coefficient) =>
        Assert.Equal(coefficient, GradientNorm.ClipCoefficient(norm, maximum), 1e-12);

    private static TrainedParameter[] Parameters()
    {
        var (a, b) = (zeros(333, 200, requires_grad: true), zeros(11, requires_grad: true));
        a.grad = arange(66600, dtype: ScalarType.Float32).sin().reshape(333, 200);
        b.grad = ones(11) * 3;
        return [
            new("a", a, ParameterRole.Encoder), new("none", zeros(4, requires_grad: true), ParameterRole.Encoder),
            new("b", b, ParameterRole.Head)];
    }
}
