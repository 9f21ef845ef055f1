using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>Layer normalisation over the last dimension (Ba et al. 2016, arXiv:1607.06450).</summary>
internal sealed class LayerNorm : nn.Module
{
    internal LayerNorm(string name, int width, double epsilon, bool hasBias = true) : base(name)
    {
        Epsilon = epsilon;
        Weight = NewParameter.Of(width);
        register_parameter("weight", Weight);
        if (!hasBias)
            return;
        Bias = NewParameter.Of(width);
        register_parameter("bias", Bias);
    }

    public Parameter Weight { get; }

    /// <summary>Null for a norm that only scales.</summary>
    public Parameter? Bias { get; }

    internal double Epsilon { get; }

    /// <param name="x">(…, C)</param>
    public Tensor Forward(Tensor x) => nn.functional.layer_norm(x, Weight.shape, Weight, Bias, Epsilon);
}
