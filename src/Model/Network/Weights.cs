using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;

namespace Emotune.Model.Network;

/// <summary>Named tensors to load from, such as a file of weights.</summary>
internal interface IWeightSource
{
    bool Contains(string name);

    long[] Shape(string name);

    /// <summary>The entries in row order, as single precision whatever they are stored in.</summary>
    float[] Read(string name);
}

/// <summary>A tensor in memory, its entries in row order.</summary>
internal sealed record WeightArray(long[] Shape, float[] Data);

/// <summary>Values in and out of parameters that lie in CPU memory.</summary>
internal static class ParameterValues
{
    /// <exception cref="ArgumentException">There are more or fewer values than entries.</exception>
    public static void Assign(this Parameter parameter, ReadOnlySpan<float> values)
    {
        var entries = MemoryMarshal.Cast<byte, float>(parameter.bytes);
        if (entries.Length != values.Length)
            throw new ArgumentException($"{values.Length} values were given for a parameter of {entries.Length}.", nameof(values));
        values.CopyTo(entries);
    }

    public static float[] ToArray(this torch.Tensor tensor)
    {
        using var detached = tensor.detach();
        using var contiguous = detached.contiguous();
        return MemoryMarshal.Cast<byte, float>(contiguous.bytes).ToArray();
    }
}
