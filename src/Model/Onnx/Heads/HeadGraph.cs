using Emotune.Model.Network;
using Emotune.Model.Onnx.Families;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Graphs;
using Emotune.Model.Onnx.Weights;

namespace Emotune.Model.Onnx.Heads;

/// <summary>From token states to a logit for each label.</summary>
internal abstract class HeadGraph(GraphBuilder graph, IWeightForm weights, SequenceClassifier network)
{
    protected GraphBuilder Graph => graph;

    protected SequenceClassifier Network => network;

    public static HeadGraph Of(GraphBuilder graph, IWeightForm weights, SequenceClassifier network, FamilyGraph family) =>
        network.Pooling switch
        {
            HeadPooling.Mean => new MeanHeadGraph(graph, weights, network),
            HeadPooling.FirstToken => new FirstTokenHeadGraph(graph, weights, network, family),
            _ => throw new ArgumentOutOfRangeException(nameof(network), network.Pooling, null),
        };

    /// <param name="states">(B, T, C)</param>
    /// <param name="attentionMask">(B, T) int64: 1 = real token, 0 = padding.</param>
    /// <returns>(B, L)</returns>
    public abstract GraphValue Logits(GraphValue states, GraphValue attentionMask);

    /// <summary>The mean over the real tokens' states.</summary>
    /// <returns>(B, C)</returns>
    protected GraphValue Mean(GraphValue states, GraphValue attentionMask)
    {
        var real = graph.Cast(graph.Unsqueeze(attentionMask, 2), OnnxType.Float32);                      // (B, T, 1)
        var count = graph.Node("Max", [graph.Sum(real, 1), graph.Scalar(1f)]);                           // (B, 1)
        return graph.Divide(graph.Sum(graph.Multiply(states, real), 1), count);
    }

    protected GraphValue Linear(string name, GraphValue x)
    {
        using var scope = graph.Scope(name);
        return weights.Linear(graph, x, network.Linears.Single(l => l.Name == name));
    }
}
