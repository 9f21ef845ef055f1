using Emotune.Model.Network;
using Emotune.Model.Onnx.Graphs;

namespace Emotune.Model.Onnx.Encoders;

/// <summary>The feed-forward block's non-linearities, in the patterns that ONNX Runtime makes one operation of.</summary>
internal static class ActivationGraph
{
    public static GraphValue Activate(this GraphBuilder graph, Activation activation, GraphValue x) => activation switch
    {
        Activation.Gelu => Gelu(graph, x),
        Activation.GeluNew => GeluNew(graph, x),
        Activation.Relu => graph.Node("Relu", [x]),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    // x · (erf(x ÷ √2) + 1) · ½
    private static GraphValue Gelu(GraphBuilder graph, GraphValue x)
    {
        var error = graph.Node("Erf", [graph.Divide(x, graph.Scalar(MathF.Sqrt(2)))]);
        return graph.Multiply(graph.Multiply(x, graph.Add(error, graph.Scalar(1f))), graph.Scalar(0.5f));
    }

    // ½ · x · (1 + tanh(√(2 ÷ π) · (x + 0.044715 · x³)))
    private static GraphValue GeluNew(GraphBuilder graph, GraphValue x)
    {
        var cube = graph.Multiply(graph.Node("Pow", [x, graph.Scalar(3f)]), graph.Scalar(0.044715f));
        var inner = graph.Multiply(graph.Add(x, cube), graph.Scalar(MathF.Sqrt(2 / MathF.PI)));
        var factor = graph.Add(graph.Node("Tanh", [inner]), graph.Scalar(1f));
        return graph.Multiply(graph.Multiply(x, graph.Scalar(0.5f)), factor);
    }
}
