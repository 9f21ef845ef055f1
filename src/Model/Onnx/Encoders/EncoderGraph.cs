using System.Globalization;
using Emotune.Model.Network;
using Emotune.Model.Onnx.Families;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Graphs;
using Emotune.Model.Onnx.Weights;

namespace Emotune.Model.Onnx.Encoders;

/// <summary>An encoder of any family, from token ids to the states of its last layer.</summary>
internal sealed class EncoderGraph(GraphBuilder graph, IWeightForm weights, SequenceClassifier network, FamilyGraph family)
{
    private readonly AttentionGraph _attention = new(graph, weights, network.Config);

    private EncoderNames Names => network.Names;

    /// <returns>(B, T, C)</returns>
    public GraphValue States(EncoderInputs inputs)
    {
        using var scope = graph.Scope("encoder");
        var mask = AttentionGraph.AdditiveMask(graph, inputs.AttentionMask);
        if (network.Encoder.AttentionBias is { } bias)
        {
            var places = CountedPositions.FromZero(graph, inputs.InputIds, network.Config);
            mask = graph.Add(mask, DistanceBiasGraph.Of(graph, bias, Names.AttentionBias, places));
        }

        var states = Embed(inputs);
        for (var i = 0; i < network.Encoder.Layers.Count; i++)
        {
            using var layer = graph.Scope(string.Create(CultureInfo.InvariantCulture, $"layer.{i}"));
            states = Layer(network.Encoder.Layers[i], Names.Layer(i), states, mask);
        }
        return states;
    }

    private GraphValue Embed(EncoderInputs inputs)
    {
        using var scope = graph.Scope("embeddings");
        var (embeddings, name) = (network.Encoder.Embeddings, Names.Embeddings);
        var words = weights.Words(graph, inputs.InputIds, $"{name}.word_embeddings.weight", embeddings.Words);
        var rows = family.Positions(graph, inputs.InputIds, network.Config);
        var places = graph.Constant($"{name}.position_embeddings.weight", embeddings.Positions.Weight);
        var sum = graph.Add(words, graph.Gather(places, rows));
        if (embeddings.Types is { } types)
            sum = graph.Add(sum, Types(types, $"{name}.token_type_embeddings.weight", inputs.TokenTypeIds));
        var normalised = graph.Normalise($"{name}.LayerNorm", embeddings.Norm, sum);
        return embeddings.Projection is { } projection ? weights.Linear(graph, normalised, projection) : normalised;
    }

    // Where the family's programs give no types, every token is of type 0.
    private GraphValue Types(Embedding types, string name, GraphValue? ids)
    {
        var width = network.Config.EmbeddingSize;
        return ids is { } given
            ? graph.Gather(graph.Constant(name, types.Weight), given)
            : graph.Constant(OnnxTensor.Of($"{name}.0", [width], types.Weight.Entries()[..width].ToArray()));
    }

    private GraphValue Layer(EncoderLayer layer, string name, GraphValue x, GraphValue mask)
    {
        var attended = _attention.Attend(layer.Attention, x, mask);
        x = graph.Normalise($"{name}.{Names.AttentionNorm}", layer.AttentionNorm, graph.Add(attended, x));
        return graph.Normalise($"{name}.{Names.OutputNorm}", layer.OutputNorm, graph.Add(FeedForward(layer.FeedForward, x), x));
    }

    private GraphValue FeedForward(FeedForward block, GraphValue x)
    {
        using var scope = graph.Scope("feed_forward");
        var inner = graph.Activate(network.Config.Activation, weights.Linear(graph, x, block.Input));
        return weights.Linear(graph, inner, block.Output);
    }
}
