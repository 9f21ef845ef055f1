using System.Runtime.InteropServices;
using Emotune.Model.Network;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Graphs;
using Parameter = TorchSharp.Modules.Parameter;

namespace Emotune.Model.Onnx.Weights;

/// <summary>A network's parameters as constants of a graph. They are read when the file is written.</summary>
internal static class Parameters
{
    /// <summary>The parameter as it is.</summary>
    public static GraphValue Constant(this GraphBuilder graph, string name, Parameter parameter) =>
        graph.Constant(new OnnxTensor(name, OnnxType.Float32, parameter.shape, stream => stream.Write(parameter.bytes)));

    /// <summary>The weight of a linear layer with its axes exchanged, as ONNX's product takes it: (inputs, outputs).</summary>
    public static GraphValue Transposed(this GraphBuilder graph, Linear layer) =>
        graph.Constant(new OnnxTensor(
            $"{layer.Name}.weight.transposed", OnnxType.Float32, [layer.Inputs, layer.Outputs], stream => WriteTransposed(stream, layer)));

    /// <summary>A product with its layer's bias, where the layer has one.</summary>
    public static GraphValue AddBias(this GraphBuilder graph, GraphValue product, Linear layer) =>
        layer.Bias is { } bias ? graph.Add(product, graph.Constant($"{layer.Name}.bias", bias)) : product;

    /// <summary>The entries of a parameter in row order.</summary>
    public static ReadOnlySpan<float> Entries(this Parameter parameter) => MemoryMarshal.Cast<byte, float>(parameter.bytes);

    private static void WriteTransposed(Stream stream, Linear layer)
    {
        var weight = layer.Weight.Entries();
        var row = new float[layer.Outputs];
        for (var input = 0; input < layer.Inputs; input++)
        {
            for (var output = 0; output < row.Length; output++)
                row[output] = weight[output * layer.Inputs + input];
            stream.Write(MemoryMarshal.AsBytes<float>(row));
        }
    }
}
