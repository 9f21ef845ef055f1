using System.Runtime.InteropServices;
using Emotune.Model.Network;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Graphs;

namespace Emotune.Model.Onnx.Weights;

/// <summary>
/// Weights in whole numbers of eight bits, with a scale for each output of a layer and each row of a table. What flows into a layer is
/// rounded to eight bits while the graph runs. The pattern is that of ONNX Runtime's dynamic quantization.
/// </summary>
/// <remarks>The form belongs to one graph.</remarks>
internal sealed class Int8Weights : IWeightForm
{
    /// <summary>
    /// The largest weight of a layer, so that two products with inputs of eight bits fit into 16: processors without a product of four
    /// add them up there, and would cut larger sums off without a word.
    /// </summary>
    public const int LargestOfLayer = 64;

    private const int LargestOfTable = 127;

    // Layers that read the same values share their rounding.
    private readonly Dictionary<GraphValue, IReadOnlyList<GraphValue>> _rounded = [];

    public GraphValue Linear(GraphBuilder graph, GraphValue x, Linear layer)
    {
        var scales = Scales(layer.Weight.Entries(), layer.Inputs, LargestOfLayer);
        if (!_rounded.TryGetValue(x, out var rounded))
            _rounded.Add(x, rounded = graph.Node("DynamicQuantizeLinear", 3, [x]));
        var product = graph.Node("MatMulInteger", [rounded[0], Weight(graph, layer, scales), rounded[2], Zeros(graph, layer)]);
        var scale = graph.Multiply(rounded[1], graph.Constant(OnnxTensor.Of($"{layer.Name}.weight.scale", [layer.Outputs], scales)));
        return graph.AddBias(graph.Multiply(graph.Cast(product, OnnxType.Float32), scale), layer);
    }

    public GraphValue Words(GraphBuilder graph, GraphValue rows, string name, Embedding table)
    {
        var (count, width) = ((int)table.Weight.shape[0], (int)table.Weight.shape[1]);
        var scales = Scales(table.Weight.Entries(), width, LargestOfTable);
        var words = graph.Constant(new OnnxTensor($"{name}.quantized", OnnxType.Int8, [count, width], stream =>
        {
            var row = new sbyte[width];
            for (var i = 0; i < count; i++)
            {
                var values = table.Weight.Entries().Slice(i * width, width);
                for (var j = 0; j < width; j++)
                    row[j] = Rounded(values[j], scales[i], LargestOfTable);
                stream.Write(MemoryMarshal.AsBytes<sbyte>(row));
            }
        }));
        var scale = graph.Constant(OnnxTensor.Of($"{name}.scale", [count, 1], scales));
        return graph.Multiply(graph.Cast(graph.Gather(words, rows), OnnxType.Float32), graph.Gather(scale, rows));
    }

    // (inputs, outputs), as ONNX's product takes it.
    private static GraphValue Weight(GraphBuilder graph, Linear layer, float[] scales) => graph.Constant(
        new OnnxTensor($"{layer.Name}.weight.quantized", OnnxType.Int8, [layer.Inputs, layer.Outputs], stream =>
        {
            var weight = layer.Weight.Entries();
            var row = new sbyte[layer.Outputs];
            for (var input = 0; input < layer.Inputs; input++)
            {
                for (var output = 0; output < row.Length; output++)
                    row[output] = Rounded(weight[output * layer.Inputs + input], scales[output], LargestOfLayer);
                stream.Write(MemoryMarshal.AsBytes<sbyte>(row));
            }
        }));

    private static GraphValue Zeros(GraphBuilder graph, Linear layer) =>
        graph.Constant(OnnxTensor.Of($"{layer.Name}.weight.zero_point", [layer.Outputs], new sbyte[layer.Outputs]));

    /// <summary>For each row what one step of its whole numbers is worth.</summary>
    private static float[] Scales(ReadOnlySpan<float> entries, int width, int largest)
    {
        var scales = new float[entries.Length / width];
        for (var i = 0; i < scales.Length; i++)
        {
            var most = 0f;
            foreach (var value in entries.Slice(i * width, width))
                most = Math.Max(most, Math.Abs(value));
            // A row of zeros has no size of its own.
            scales[i] = most == 0 ? 1 : most / largest;
        }
        return scales;
    }

    private static sbyte Rounded(float value, float scale, int largest) =>
        (sbyte)Math.Clamp(MathF.Round(value / scale), -largest, largest);
}
