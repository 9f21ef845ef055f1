using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>
/// Where dropout's random masks come from; the trainer supplies one that counts steps instead of drawing from a global state.
/// </summary>
internal interface IDropout
{
    /// <summary>
    /// Zeroes each entry of <paramref name="x"/> with probability <paramref name="p"/> in (0, 1) and divides the rest by 1 − p.
    /// </summary>
    /// <param name="site">The place in the network, unique in it and the same in each of its instances.</param>
    Tensor Apply(Tensor x, double p, int site);
}

/// <summary>How linear layers multiply: the one place where a faster product is swapped in.</summary>
internal interface ILinearKernel
{
    /// <summary>x · weightᵀ + bias.</summary>
    /// <param name="x">(…, inputs)</param>
    /// <param name="weight">(outputs, inputs)</param>
    /// <param name="bias">(outputs), or null.</param>
    Tensor Multiply(Tensor x, Tensor weight, Tensor? bias);
}

/// <summary>libtorch's own product in the type of its arguments.</summary>
internal sealed class NativeLinearKernel : ILinearKernel
{
    public static NativeLinearKernel Instance { get; } = new();

    public Tensor Multiply(Tensor x, Tensor weight, Tensor? bias) => nn.functional.linear(x, weight, bias);
}

/// <summary>What the modules of one network share while they run.</summary>
internal sealed class Execution(nn.Module root)
{
    private int _sites;

    public ILinearKernel Linear { get; set; } = NativeLinearKernel.Instance;

    /// <summary>Null: no dropout, in training neither.</summary>
    public IDropout? Dropout { get; set; }

    public bool DropsOut => Dropout is not null && root.training;

    internal DropoutSite NewDropoutSite(double p) => new(this, p, _sites++);
}

/// <summary>One place in a network where dropout happens; it passes its input through while the network evaluates.</summary>
internal sealed class DropoutSite
{
    private readonly Execution _execution;

    internal DropoutSite(Execution execution, double p, int site) => (_execution, Probability, Site) = (execution, p, site);

    public double Probability { get; }

    public int Site { get; }

    public bool Active => Probability > 0 && _execution.DropsOut;

    public Tensor Forward(Tensor x) => Active ? _execution.Dropout!.Apply(x, Probability, Site) : x;
}
