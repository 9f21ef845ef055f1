using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Network;

public class LinearKernelsTests
{
    [Fact]
    public void BFloat16_products_are_near_the_exact_ones_forward_and_backward()
    {
        using var scope = NewDisposeScope();
        var exact = Run(NumericPrecision.Float32);
        foreach (var (a, b) in exact.Zip(Run(NumericPrecision.Bfloat16)))
        {
            var error = (a - b).abs().max().item<float>() / a.abs().max().item<float>();
            Assert.InRange(error, 1e-5, 2e-2);
            Assert.Equal(ScalarType.Float32, b.dtype);
        }
    }

    [Fact]
    public void A_frozen_weight_is_converted_once_and_a_trained_one_each_time()
    {
        using var scope = NewDisposeScope();
        var kernel = LinearKernels.Of(NumericPrecision.Bfloat16);
        var x = ones(1, 4);
        var (frozen, trained) = (ones(2, 4), ones(2, 4, requires_grad: true));
        kernel.Multiply(x, frozen, null);
        kernel.Multiply(x, trained, null);
        using (no_grad())
        {
            frozen.fill_(2);
            trained.fill_(2);
        }
        Assert.Equal(4, kernel.Multiply(x, frozen, null)[0, 0].item<float>());
        Assert.Equal(8, kernel.Multiply(x, trained, null)[0, 0].item<float>());
        var predicting = LinearKernels.Of(NumericPrecision.Bfloat16, weightsAreFixed: true);
        predicting.Multiply(x, trained, null);
        using (no_grad())
            trained.fill_(3);
        Assert.Equal(8, predicting.Multiply(x, trained, null)[0, 0].item<float>());
    }

    [Fact]
    public void A_weight_first_met_in_inference_can_be_gone_back_through()
    {
        using var scope = NewDisposeScope();
        var (frozen, bias, trained) = (ones(2, 4), ones(2), ones(2, 4, requires_grad: true));
        foreach (var (kernel, weight) in new[] { (LinearKernels.Of(NumericPrecision.Bfloat16), frozen),
            (LinearKernels.Of(NumericPrecision.Bfloat16, weightsAreFixed: true), trained) })
        {
            using (inference_mode())
                kernel.Multiply(ones(1, 4), weight, bias);
            var x = ones(1, 4, requires_grad: true);
            kernel.Multiply(x, weight, bias).sum().backward();
            Assert.Equal([2, 2, 2, 2], x.grad!.ToArray());
        }
    }

    private static Tensor[] Run(NumericPrecision precision)
    {
        var x = arange(32 * 64, dtype: ScalarType.Float32).mul(0.7f).sin().reshape(32, 64).requires_grad_(true);
        var weight = arange(48 * 64, dtype: ScalarType.Float32).mul(0.3f).cos().reshape(48, 64).requires_grad_(true);
        var bias = arange(48, dtype: ScalarType.Float32).mul(0.1f).requires_grad_(true);
        var y = LinearKernels.Of(precision).Multiply(x, weight, bias);
        (y * y).sum().backward();
        return [y.detach(), x.grad!, weight.grad!, bias.grad!];
    }
}
