using Emotune.Model.Network;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Graphs;
using Emotune.Model.Onnx.Weights;

namespace Emotune.Model.Onnx.Heads;

/// <summary>The mean over the real tokens' states, through one linear layer.</summary>
internal sealed class MeanHeadGraph(GraphBuilder graph, IWeightForm weights, SequenceClassifier network)
    : HeadGraph(graph, weights, network)
{
    private readonly string _classifier = network.LabelLayer.Name;

    public override GraphValue Logits(GraphValue states, GraphValue attentionMask)
    {
        using var scope = Graph.Scope("head");
        var real = Graph.Cast(Graph.Unsqueeze(attentionMask, 2), OnnxType.Float32);                      // (B, T, 1)
        var count = Graph.Node("Max", [Graph.Sum(real, 1), Graph.Scalar(1f)]);                           // (B, 1)
        return Linear(_classifier, Graph.Divide(Graph.Sum(Graph.Multiply(states, real), 1), count));
    }
}
