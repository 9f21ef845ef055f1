using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>What stands in for a linear layer's product, such as a low-rank adapter over frozen weights.</summary>
internal interface ILinearAdapter : IDisposable
{
    /// <param name="x">(…, inputs)</param>
    /// <returns>(…, outputs)</returns>
    Tensor Forward(Tensor x);
}

/// <summary>y = x · Wᵀ + b, or without b, under the name that Hugging Face gives it.</summary>
internal sealed class Linear : nn.Module
{
    private readonly Execution _execution;

    internal Linear(string name, Execution execution, int inputs, int outputs, bool hasBias = true) : base(name)
    {
        _execution = execution;
        Name = name;
        Inputs = inputs;
        Outputs = outputs;
        Weight = NewParameter.Of(outputs, inputs);
        register_parameter("weight", Weight);
        if (!hasBias)
            return;
        Bias = NewParameter.Of(outputs);
        register_parameter("bias", Bias);
    }

    public string Name { get; }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>(outputs, inputs)</summary>
    public Parameter Weight { get; }

    /// <summary>(outputs); null for a layer that has none.</summary>
    public Parameter? Bias { get; }

    public ILinearAdapter? Adapter { get; set; }

    public Tensor Forward(Tensor x) => Adapter is null ? Multiply(x, Weight, Bias) : Adapter.Forward(x);

    /// <summary>The network's product with other weights of this layer's making.</summary>
    internal Tensor Multiply(Tensor x, Tensor weight, Tensor? bias = null) => _execution.Linear.Multiply(x, weight, bias);

    internal DropoutSite NewDropoutSite(double p) => _execution.NewDropoutSite(p);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Adapter?.Dispose();
        base.Dispose(disposing);
    }
}

internal static class NewParameter
{
    /// <summary>A trainable parameter without values yet, which outlives the dispose scope it is made in.</summary>
    public static Parameter Of(params long[] shape)
    {
        var parameter = new Parameter(empty(shape, ScalarType.Float32), requires_grad: true);
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
