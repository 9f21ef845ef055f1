using Emotune.Model.Network;
using Emotune.Model.Onnx.Families;
using Emotune.Model.Onnx.Graphs;
using Emotune.Model.Onnx.Weights;

namespace Emotune.Model.Onnx.Heads;

/// <summary>The family's own head, mostly over the first token's state: two linear layers with a non-linearity between them.</summary>
internal sealed class FirstTokenHeadGraph(GraphBuilder graph, IWeightForm weights, SequenceClassifier network, FamilyGraph family)
    : HeadGraph(graph, weights, network)
{
    public override GraphValue Logits(GraphValue states, GraphValue attentionMask)
    {
        using var scope = Graph.Scope("head");
        var pooled = Network.Reads == HeadPooling.Mean
            ? Mean(states, attentionMask)
            : Graph.Gather(states, Graph.Scalar(0L), axis: 1);                                           // (B, C)
        var inner = family.HeadMiddle(Graph, Network, Linear(family.Family.HeadModules[0], pooled));
        return Linear(family.Family.HeadModules[1], inner);
    }
}
