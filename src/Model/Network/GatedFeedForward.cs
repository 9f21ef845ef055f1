using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>
/// A feed-forward block whose non-linearity is multiplied by a second product (Shazeer 2020, arXiv:2002.05202), at each token alone.
/// </summary>
internal sealed class GatedFeedForward
{
    internal GatedFeedForward(ModuleRegistry modules, string layer, bool hasBias)
    {
        var (config, names) = (modules.Config, modules.Names);
        Activation = config.Activation;
        Input = modules.Linear($"{layer}.{names.FeedForwardInput}", config.HiddenSize, 2 * config.IntermediateSize, hasBias);
        Dropout = modules.Dropout(config.HiddenDropout);
        Output = modules.Linear($"{layer}.{names.FeedForwardOutput}", config.IntermediateSize, config.HiddenSize, hasBias);
    }

    internal Activation Activation { get; }

    /// <summary>What goes into the non-linearity, and below it the gate.</summary>
    internal Linear Input { get; }

    internal DropoutSite Dropout { get; }

    internal Linear Output { get; }

    /// <param name="x">(B, T, C)</param>
    /// <returns>(B, T, C), without the residual.</returns>
    public Tensor Forward(Tensor x)
    {
        var parts = Input.Forward(x).chunk(2, -1);                           // (B, T, intermediate) twice
        return Output.Forward(Dropout.Forward(FeedForward.Activate(Activation, parts[0]) * parts[1]));
    }
}
