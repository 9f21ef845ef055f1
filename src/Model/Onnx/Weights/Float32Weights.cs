using Emotune.Model.Network;
using Emotune.Model.Onnx.Graphs;

namespace Emotune.Model.Onnx.Weights;

/// <summary>Weights in single precision, as they were trained.</summary>
internal sealed class Float32Weights : IWeightForm
{
    public GraphValue Linear(GraphBuilder graph, GraphValue x, Linear layer) =>
        graph.AddBias(graph.Product(x, graph.Transposed(layer)), layer);

    public GraphValue Words(GraphBuilder graph, GraphValue rows, string name, Embedding table) =>
        graph.Gather(graph.Constant(name, table.Weight), rows);
}
