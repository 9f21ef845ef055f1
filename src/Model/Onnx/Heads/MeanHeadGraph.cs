using Emotune.Model.Network;
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
        return Linear(_classifier, Mean(states, attentionMask));
    }
}
