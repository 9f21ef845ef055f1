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

        var positions = new Lazy<GraphValue>(() => family.Positions(graph, inputs.InputIds, network.Config));
        var rotary = new Lazy<RotaryGraph>(() => new(graph, weights, network.Config, positions.Value, mask));
        var disentangled = new Lazy<DisentangledGraph>(() => new(graph, weights, network.Config, positions.Value, mask));
        var states = Embed(inputs, positions);
        for (var i = 0; i < network.Encoder.Layers.Count; i++)
        {
            using var layer = graph.Scope(string.Create(CultureInfo.InvariantCulture, $"layer.{i}"));
            states = network.Encoder.Layers[i] switch
            {
                EncoderLayer postNorm => Layer(postNorm, Names.Layer(i), states, mask),
                DisentangledLayer apart => Layer(apart, Names.Layer(i), states, disentangled.Value),
                PreNormLayer preNorm => rotary.Value.Layer(preNorm, Names.Layer(i), states),
                var other => throw new InvalidOperationException($"There is no graph of {other.GetType().Name}."),
            };
        }

        return network.Encoder.FinalNorm is { } norm ? graph.Normalise($"{Names.Prefix}.{Names.FinalNorm}", norm, states) : states;
    }

    private GraphValue Embed(EncoderInputs inputs, Lazy<GraphValue> positions)
    {
        using var scope = graph.Scope("embeddings");
        var (embeddings, name) = (network.Encoder.Embeddings, Names.Embeddings);
        var sum = weights.Words(graph, inputs.InputIds, Names.WordTable, embeddings.Words);
        if (embeddings.Positions is { } table)
        {
            // The rows come before the table's constant, as in the files of earlier versions.
            var rows = positions.Value;
            sum = graph.Add(sum, graph.Gather(graph.Constant($"{name}.position_embeddings.weight", table.Weight), rows));
        }

        if (embeddings.Types is { } types)
            sum = graph.Add(sum, Types(types, $"{name}.token_type_embeddings.weight", inputs.TokenTypeIds));
        var normalised = graph.Normalise($"{name}.{Names.EmbeddingNorm}", embeddings.Norm, sum);
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

    private GraphValue Layer(DisentangledLayer layer, string name, GraphValue x, DisentangledGraph attention)
    {
        var attended = attention.Attend(layer.Attention, x);
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
