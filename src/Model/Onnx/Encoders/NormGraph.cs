using Emotune.Model.Network;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Graphs;
using Emotune.Model.Onnx.Weights;

namespace Emotune.Model.Onnx.Encoders;

/// <summary>Layer normalisation.</summary>
internal static class NormGraph
{
    /// <param name="name">The layer's Hugging Face name.</param>
    /// <param name="x">(…, C)</param>
    public static GraphValue Normalise(this GraphBuilder graph, string name, LayerNorm norm, GraphValue x) => graph.Node(
        "LayerNormalization",
        norm.Bias is { } bias
            ? [x, graph.Constant(name + ".weight", norm.Weight), graph.Constant(name + ".bias", bias)]
            : [x, graph.Constant(name + ".weight", norm.Weight)],
        OnnxAttribute.Of("axis", -1L), OnnxAttribute.Of("epsilon", (float)norm.Epsilon));
}
