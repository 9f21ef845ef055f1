using Emotune.Model.Network;
using Emotune.Model.Tests.Training;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Network;

[Collection(LibtorchSettings.Name)]
public class Float32ProductsTests(ITestOutputHelper output)
{
    [Fact]
    public void The_fastest_path_computes_single_precision()
    {
        using var scope = NewDisposeScope();
        Float32Products.UseDefault();
        Assert.Equal(Float32Products.Mkl, Float32Products.Current);
        var expected = Gradients();
        var used = Float32Products.UseFastest();
        output.WriteLine(used);
        Assert.Equal(used, Float32Products.Current);
        foreach (var (a, b) in expected.Zip(Gradients()))
            Assert.True((a - b).abs().max().item<float>() <= 1e-5 * a.abs().max().item<float>());
    }

    private static Tensor[] Gradients()
    {
        var x = arange(64 * 384, dtype: ScalarType.Float32).mul(0.7f).sin().reshape(64, 384).requires_grad_(true);
        var weight = arange(512 * 384, dtype: ScalarType.Float32).mul(0.3f).cos().reshape(512, 384).requires_grad_(true);
        var y = nn.functional.linear(x, weight);
        (y * y).sum().backward();
        return [y.detach(), x.grad!, weight.grad!];
    }
}
