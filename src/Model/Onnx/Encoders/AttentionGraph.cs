using Emotune.Model.Network;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Graphs;
using Emotune.Model.Onnx.Weights;

namespace Emotune.Model.Onnx.Encoders;

/// <summary>Multi-head attention, in the pattern that ONNX Runtime makes one operation of.</summary>
internal sealed class AttentionGraph(GraphBuilder graph, IWeightForm weights, EncoderConfig config)
{
    /// <summary>What attention adds to its scores: 0 for a real token, the lowest finite number for padding.</summary>
    /// <param name="attentionMask">(B, T) int64: 1 = real token, 0 = padding.</param>
    /// <returns>(B, 1, 1, T)</returns>
    public static GraphValue AdditiveMask(GraphBuilder graph, GraphValue attentionMask)
    {
        using var scope = graph.Scope("mask");
        var real = graph.Cast(graph.Unsqueeze(graph.Unsqueeze(attentionMask, 1), 2), OnnxType.Float32);
        return graph.Multiply(graph.Subtract(graph.Scalar(1f), real), graph.Scalar(float.MinValue));
    }

    /// <param name="x">(B, T, C)</param>
    /// <param name="mask">(B, 1, 1, T), or (B, H, T, T) with attention's biases.</param>
    /// <returns>(B, T, C), without the residual.</returns>
    public GraphValue Attend(SelfAttention attention, GraphValue x, GraphValue mask)
    {
        using var scope = graph.Scope("attention");
        var query = Heads("query", attention.Query, x, 0, 2, 1, 3);                  // (B, H, T, D)
        var key = Heads("key", attention.Key, x, 0, 2, 3, 1);                        // (B, H, D, T)
        var value = Heads("value", attention.Value, x, 0, 2, 1, 3);                  // (B, H, T, D)
        var scores = graph.Divide(graph.Product(query, key), graph.Scalar(MathF.Sqrt(config.HeadSize)));
        var shares = graph.Node("Softmax", [graph.Add(scores, mask)], OnnxAttribute.Of("axis", 3L));
        var states = graph.Transpose(graph.Product(shares, value), 0, 2, 1, 3);      // (B, T, H, D)
        using var output = graph.Scope("output");
        return weights.Linear(graph, graph.Reshape(states, 0, 0, config.HiddenSize), attention.Output);
    }

    private GraphValue Heads(string name, Linear layer, GraphValue x, params long[] order)
    {
        using var scope = graph.Scope(name);
        return graph.Transpose(graph.Reshape(weights.Linear(graph, x, layer), 0, 0, config.HeadCount, config.HeadSize), order);
    }
}
