using TorchSharp;
using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>Two linear layers with a non-linearity between them, at each token alone.</summary>
public sealed class FeedForward
{
    private readonly Activation activation;
    private readonly Linear input;
    private readonly Linear output;

    internal FeedForward(ModuleRegistry modules, string layer)
    {
        var (config, names) = (modules.Config, modules.Names);
        activation = config.Activation;
        input = modules.Linear($"{layer}.{names.FeedForwardInput}", config.HiddenSize, config.IntermediateSize);
        output = modules.Linear($"{layer}.{names.FeedForwardOutput}", config.IntermediateSize, config.HiddenSize);
    }

    /// <param name="x">(B, T, C)</param>
    /// <returns>(B, T, C), without the residual.</returns>
    public Tensor Forward(Tensor x) => output.Forward(Activate(activation, input.Forward(x)));

    internal static Tensor Activate(Activation activation, Tensor x) => activation switch
    {
        Activation.Gelu => nn.functional.gelu(x),
        Activation.GeluNew => nn.functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh),
        Activation.Relu => nn.functional.relu(x),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };
}
