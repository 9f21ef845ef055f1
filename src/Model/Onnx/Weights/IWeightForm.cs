using Emotune.Model.Network;
using Emotune.Model.Onnx.Graphs;

namespace Emotune.Model.Onnx.Weights;

/// <summary>The numbers that a graph keeps its weights in, and how it computes with them.</summary>
internal interface IWeightForm
{
    /// <summary>x · Wᵀ + b.</summary>
    /// <param name="x">(…, inputs)</param>
    /// <returns>(…, outputs)</returns>
    GraphValue Linear(GraphBuilder graph, GraphValue x, Linear layer);

    /// <summary>The rows of the table of word pieces, by far the largest.</summary>
    /// <param name="rows">(B, T) int64</param>
    /// <returns>(B, T, C)</returns>
    GraphValue Words(GraphBuilder graph, GraphValue rows, string name, Embedding table);
}
