using Emotune.Calibration;
using Emotune.Model.Onnx.Graphs;

namespace Emotune.Model.Onnx.Maps;

/// <summary>σ(z ÷ T).</summary>
internal sealed class TemperatureGraph : MapGraph<TemperatureMap>
{
    protected override GraphValue Probabilities(GraphBuilder graph, GraphValue logits, TemperatureMap[] maps) =>
        graph.Sigmoid(graph.Divide(logits, graph.Row("temperature", Array.ConvertAll(maps, m => m.Temperature))));
}
