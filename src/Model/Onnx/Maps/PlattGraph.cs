using Emotune.Calibration;
using Emotune.Model.Onnx.Graphs;

namespace Emotune.Model.Onnx.Maps;

/// <summary>σ(a·z + c).</summary>
internal sealed class PlattGraph : MapGraph<PlattMap>
{
    protected override GraphValue Probabilities(GraphBuilder graph, GraphValue logits, PlattMap[] maps)
    {
        var scaled = graph.Multiply(graph.Row("scale", Array.ConvertAll(maps, m => m.Scale)), logits);
        return graph.Sigmoid(graph.Add(scaled, graph.Row("shift", Array.ConvertAll(maps, m => m.Shift))));
    }
}
