using Emotune.Calibration;
using Emotune.Model.Onnx.Graphs;

namespace Emotune.Model.Onnx.Maps;

/// <summary>σ(z).</summary>
internal sealed class IdentityGraph : MapGraph<IdentityMap>
{
    protected override GraphValue Probabilities(GraphBuilder graph, GraphValue logits, IdentityMap[] maps) => graph.Sigmoid(logits);
}
