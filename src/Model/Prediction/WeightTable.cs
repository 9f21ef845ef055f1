using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emotune.Model.Kernels;
using Emotune.Model.Network;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emotune.Model.Prediction;

/// <summary>A network's parameters by their Hugging Face names.</summary>
internal sealed unsafe class WeightTable(SequenceClassifier network)
{
    private readonly Dictionary<string, Parameter> _parameters = network.NamedParameters.ToDictionary(
        p => p.Name, p => p.Value, StringComparer.Ordinal);

    /// <summary>Several parameters below each other, copied.</summary>
    public Tensor Joined(IEnumerable<string> names)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        return cat([.. names.Select(n => (Tensor)_parameters[n])], 0).to(ScalarType.Float32, copy: true).DetachFromDisposeScope();
    }

    /// <summary>The same as weights of products.</summary>
    public Tensor Joined(IEnumerable<string> names, Multiplier multiplier)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var joined = Joined(names);
        var weights = empty(joined.shape, dtype: multiplier.WeightType);
        multiplier.TakeWeights(joined, weights);
        return weights.DetachFromDisposeScope();
    }

    /// <summary>A bias; zeros where its layer has none.</summary>
    public Tensor BiasOf(Network.Linear layer) => layer.Bias is null
        ? zeros(layer.Outputs).DetachFromDisposeScope()
        : Joined([$"{layer.Name}.bias"]);

    public float* Address(string name) => (float*)TensorAddress.Of(_parameters[name]);

    public ForwardNorm<TNumber> Norm<TNumber>(string name) where TNumber : struct, INumber =>
        new(
            Address($"{name}.weight"), network.Config.Own.NormsHaveBias ? Address($"{name}.bias") : null,
            network.Config.HiddenSize, network.Config.LayerNormEpsilon);
}

/// <summary>Where a contiguous CPU tensor lies; valid as long as the tensor is.</summary>
internal static unsafe class TensorAddress
{
    public static void* Of(Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU || !tensor.is_contiguous())
            throw new ArgumentException("The tensor is not contiguous in the processor's memory.", nameof(tensor));
        return Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
    }
}
