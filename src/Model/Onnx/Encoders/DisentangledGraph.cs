using Emotune.Model.Network;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Graphs;
using Emotune.Model.Onnx.Weights;

namespace Emotune.Model.Onnx.Encoders;

/// <summary>Disentangled attention.</summary>
/// <param name="positions">(B, T) int64: each token's place.</param>
/// <param name="mask">(B, 1, 1, T): what attention adds to its scores.</param>
internal sealed class DisentangledGraph(
    GraphBuilder graph, IWeightForm weights, EncoderConfig config, GraphValue positions, GraphValue mask)
{
    private GraphValue? _vectors, _rows;

    /// <param name="x">(B, T, C)</param>
    /// <returns>(B, T, C), without the residual.</returns>
    public GraphValue Attend(DisentangledAttention attention, GraphValue x)
    {
        // Made before the scope is open: all layers share them.
        var (vectors, rows) = (_vectors ??= Vectors(attention.Positions), _rows ??= Rows(attention.Positions));
        using var scope = graph.Scope("attention");
        var query = Heads("query", weights.Linear(graph, x, attention.Query), 0, 2, 1, 3);                // (B, H, T, D)
        var key = Heads("key", weights.Linear(graph, x, attention.Key), 0, 2, 1, 3);                      // (B, H, T, D)
        var value = Heads("value", weights.Linear(graph, x, attention.Value), 0, 2, 1, 3);                // (B, H, T, D)
        var scores = graph.Product(query, Turned(key));
        if (attention.PositionKey is { } positionKey)
            scores = graph.Add(scores, Distances("position_key", query, positionKey, vectors, rows));
        if (attention.PositionQuery is { } positionQuery)
            scores = graph.Add(scores, Turned(Distances("position_query", key, positionQuery, vectors, Turned(rows))));
        var scaled = graph.Add(graph.Divide(scores, graph.Scalar((float)attention.Scale)), mask);
        var shares = graph.Node("Softmax", [scaled], OnnxAttribute.Of("axis", -1L));
        var states = graph.Transpose(graph.Product(shares, value), 0, 2, 1, 3);                           // (B, T, H, D)
        using var output = graph.Scope("output");
        return weights.Linear(graph, graph.Reshape(states, 0, 0, config.HiddenSize), attention.Output);
    }

    /// <summary>Each token's product with the vector of the row that its place and another's have.</summary>
    /// <returns>(B, H, T, T)</returns>
    private GraphValue Distances(string name, GraphValue tokens, Linear layer, GraphValue vectors, GraphValue rows)
    {
        using var scope = graph.Scope(name);
        var projected = graph.Reshape(weights.Linear(graph, vectors, layer), 1, -1, config.HeadCount, config.HeadSize);
        var products = graph.Product(tokens, graph.Transpose(projected, 0, 2, 3, 1));                     // (B, H, T, rows)
        return graph.Node("GatherElements", [products, rows], OnnxAttribute.Of("axis", 3L));
    }

    private GraphValue Heads(string name, GraphValue x, params long[] order)
    {
        using var scope = graph.Scope(name);
        return graph.Transpose(graph.Reshape(x, 0, 0, config.HeadCount, config.HeadSize), order);
    }

    private GraphValue Turned(GraphValue x) => graph.Transpose(x, 0, 1, 3, 2);

    // (rows, C)
    private GraphValue Vectors(RelativePositions distances)
    {
        using var scope = graph.Scope("distances");
        var encoder = $"{config.Family.Names.Prefix}.encoder";
        var table = graph.Constant($"{encoder}.rel_embeddings.weight", distances.Table.Weight);
        return distances.Norm is { } norm ? graph.Normalise($"{encoder}.LayerNorm", norm, table) : table;
    }

    // (B, H, T, T) int64: the row for query i and key j.
    private GraphValue Rows(RelativePositions distances)
    {
        using var scope = graph.Scope("distances");
        var longest = config.MaxSequenceLength;
        var table = graph.Constant(OnnxTensor.Of("distances", [2 * longest - 1], distances.RowsOfDistances(longest)));
        var between = graph.Subtract(graph.Unsqueeze(positions, 2), graph.Unsqueeze(positions, 1));        // (B, T, T)
        var rows = graph.Gather(table, graph.Add(between, graph.Scalar(longest - 1L)));
        return graph.Node("Expand", [graph.Unsqueeze(rows, 1), graph.List(1, config.HeadCount, 1, 1)]);
    }
}
