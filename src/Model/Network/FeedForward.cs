using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>Two linear layers with a non-linearity between them, at each token alone.</summary>
internal sealed class FeedForward
{
    private readonly Activation _activation;

    internal FeedForward(ModuleRegistry modules, string layer)
    {
        var (config, names) = (modules.Config, modules.Names);
        _activation = config.Activation;
        Input = modules.Linear($"{layer}.{names.FeedForwardInput}", config.HiddenSize, config.IntermediateSize);
        Output = modules.Linear($"{layer}.{names.FeedForwardOutput}", config.IntermediateSize, config.HiddenSize);
    }

    internal Linear Input { get; }

    internal Linear Output { get; }

    /// <param name="x">(B, T, C)</param>
    /// <returns>(B, T, C), without the residual.</returns>
    public Tensor Forward(Tensor x) => Output.Forward(Activate(_activation, Input.Forward(x)));

    internal static Tensor Activate(Activation activation, Tensor x) => activation switch
    {
        Activation.Gelu => nn.functional.gelu(x),
        Activation.GeluNew => nn.functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh),
        Activation.Relu => nn.functional.relu(x),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };
}
