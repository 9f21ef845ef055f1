using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>What the linear layers multiply with, by precision.</summary>
internal static class LinearKernels
{
    /// <param name="weightsAreFixed">True where nothing is trained: each weight is then converted once.</param>
    public static ILinearKernel Of(NumericPrecision precision, bool weightsAreFixed = false) => precision switch
    {
        NumericPrecision.Float32 => NativeLinearKernel.Instance,
        NumericPrecision.Bfloat16 => new BFloat16LinearKernel(weightsAreFixed, ProductRule.Here.BFloat16),
        _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, null),
    };
}

/// <summary>
/// Products of numbers rounded to bfloat16, forward and backward, as PyTorch's autocast computes them; weights, their
/// gradients and everything between the layers stay in single precision.
/// </summary>
/// <remarks>
/// Single-precision products are of the same factors and are rounded where the processor's own are. Autograd rounds the gradients that
/// go back through a rounding.
/// </remarks>
internal sealed class BFloat16LinearKernel(bool weightsAreFixed, BFloat16Way way) : ILinearKernel
{
    // Frozen weights are converted once; the table lets go of them together with the network.
    private readonly ConditionalWeakTable<Tensor, Tensor> _converted = [];

    /// <summary>What makes the products.</summary>
    public BFloat16Way Way => way;

    public Tensor Multiply(Tensor x, Tensor weight, Tensor? bias)
    {
        var product = nn.functional.linear(Round(x), Converted(weight), bias is null ? null : Converted(bias));
        return way == BFloat16Way.Processor ? product.to(ScalarType.Float32) : Round(product);
    }

    // Where single precision multiplies, the rounded number goes back into its form.
    private Tensor Round(Tensor x)
    {
        var rounded = x.to(ScalarType.BFloat16);
        return way == BFloat16Way.Processor ? rounded : rounded.to(ScalarType.Float32);
    }

    private Tensor Converted(Tensor weight)
    {
        if (weight.requires_grad && !weightsAreFixed)
            return Round(weight);
        return _converted.GetValue(weight, w =>
        {
            using var noGradients = no_grad();
            // A prediction may come first, and autograd takes no tensor that was made under its inference mode.
            using var ordinary = inference_mode(false);
            return Round(w).DetachFromDisposeScope();
        });
    }
}
