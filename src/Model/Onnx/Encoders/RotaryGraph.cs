using System.Globalization;
using Emotune.Model.Network;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Graphs;
using Emotune.Model.Onnx.Weights;

namespace Emotune.Model.Onnx.Encoders;

/// <summary>Layers with norms before their blocks, rotary attention and gated feed-forward blocks.</summary>
/// <param name="positions">(B, T) int64: each token's place.</param>
/// <param name="mask">(B, 1, 1, T): what attention adds to its scores.</param>
internal sealed class RotaryGraph(
    GraphBuilder graph, IWeightForm weights, EncoderConfig config, GraphValue positions, GraphValue mask)
{
    private readonly Dictionary<RotaryTable, (GraphValue Cosines, GraphValue Sines)> _angles = [];
    private readonly Dictionary<int, GraphValue> _masks = [];

    /// <param name="name">The layer's Hugging Face name.</param>
    /// <param name="x">(B, T, C)</param>
    /// <returns>(B, T, C)</returns>
    public GraphValue Layer(PreNormLayer layer, string name, GraphValue x)
    {
        var names = config.Family.Names;
        var normalised = layer.AttentionNorm is { } norm ? graph.Normalise($"{name}.{names.AttentionNorm}", norm, x) : x;
        x = graph.Add(x, Attend(layer.Attention, normalised));
        var middle = graph.Normalise($"{name}.{names.OutputNorm}", layer.FeedForwardNorm, x);
        return graph.Add(x, FeedForward(layer.FeedForward, middle));
    }

    private GraphValue Attend(RotaryAttention attention, GraphValue x)
    {
        // Made before the scope is open: layers that are alike share them.
        var (angles, own) = (Angles(attention.Rotary), attention.Window is { } window ? LocalMask(window) : mask);
        using var scope = graph.Scope("attention");
        var projected = graph.Reshape(weights.Linear(graph, x, attention.Projection), 0, 0, 3, config.HeadCount, config.HeadSize);
        var parts = graph.Transpose(projected, 2, 0, 3, 1, 4);                                           // (3, B, H, T, D)
        var query = Rotate(graph.Gather(parts, graph.Scalar(0L)), angles);
        var key = graph.Transpose(Rotate(graph.Gather(parts, graph.Scalar(1L)), angles), 0, 1, 3, 2);    // (B, H, D, T)
        var scores = graph.Divide(graph.Product(query, key), graph.Scalar(MathF.Sqrt(config.HeadSize)));
        var shares = graph.Node("Softmax", [graph.Add(scores, own)], OnnxAttribute.Of("axis", -1L));
        var states = graph.Transpose(graph.Product(shares, graph.Gather(parts, graph.Scalar(2L))), 0, 2, 1, 3);
        return weights.Linear(graph, graph.Reshape(states, 0, 0, config.HiddenSize), attention.Output);
    }

    private GraphValue FeedForward(GatedFeedForward block, GraphValue x)
    {
        using var scope = graph.Scope("feed_forward");
        var parts = weights.Linear(graph, x, block.Input);
        var gated = graph.Multiply(
            graph.Activate(block.Activation, graph.Slice(parts, 0, config.IntermediateSize)),
            graph.Slice(parts, config.IntermediateSize, 2L * config.IntermediateSize));
        return weights.Linear(graph, gated, block.Output);
    }

    /// <summary>The halves of each head, turned by the place's angles.</summary>
    private GraphValue Rotate(GraphValue x, (GraphValue Cosines, GraphValue Sines) angles)
    {
        var half = config.HeadSize / 2;
        var (first, second) = (graph.Slice(x, 0, half), graph.Slice(x, half, config.HeadSize));
        return graph.Node(
            "Concat",
            [
                graph.Subtract(graph.Multiply(first, angles.Cosines), graph.Multiply(second, angles.Sines)),
                graph.Add(graph.Multiply(second, angles.Cosines), graph.Multiply(first, angles.Sines))],
            OnnxAttribute.Of("axis", -1L));
    }

    // (B, 1, T, D/2) each
    private (GraphValue Cosines, GraphValue Sines) Angles(RotaryTable table)
    {
        if (_angles.TryGetValue(table, out var known))
            return known;
        using var scope = graph.Scope("rotary");
        var places = graph.Unsqueeze(graph.Unsqueeze(graph.Cast(positions, OnnxType.Float32), 1), 3);
        var name = string.Create(CultureInfo.InvariantCulture, $"rotary/{table.Theta}");
        var frequencies = graph.Constant(OnnxTensor.Of(name, [table.Half], table.Frequencies));
        var angles = graph.Multiply(places, frequencies);
        return _angles[table] = (graph.Node("Cos", [angles]), graph.Node("Sin", [angles]));
    }

    /// <summary>(B, 1, T, T): 0 for a real token nearby, the lowest finite number for others.</summary>
    private GraphValue LocalMask(int window)
    {
        if (_masks.TryGetValue(window, out var known))
            return known;
        using var scope = graph.Scope("local_mask");
        var distances = graph.Node("Abs", [graph.Subtract(graph.Unsqueeze(positions, 2), graph.Unsqueeze(positions, 1))]);
        var far = graph.Cast(graph.Node("Greater", [distances, graph.Scalar((long)window)]), OnnxType.Float32);
        return _masks[window] = graph.Node("Min", [mask, graph.Multiply(graph.Unsqueeze(far, 1), graph.Scalar(float.MinValue))]);
    }
}
