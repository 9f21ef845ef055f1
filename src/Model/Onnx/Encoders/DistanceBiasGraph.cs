using Emotune.Model.Network;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Graphs;
using Emotune.Model.Onnx.Weights;

namespace Emotune.Model.Onnx.Encoders;

/// <summary>
/// Attention's biases by distance. The graph looks them up by distance and not by bucket: few distances come before the last bucket.
/// </summary>
internal static class DistanceBiasGraph
{
    /// <param name="places">
    /// (B, T) int64: 0, 1, 2, … in each sequence. They have the ids' shape, so that ONNX Runtime knows the shape of the scores.
    /// </param>
    /// <returns>(H, T, T)</returns>
    public static GraphValue Of(GraphBuilder graph, DistanceBias bias, string name, GraphValue places)
    {
        using var scope = graph.Scope("distances");
        var row = graph.Gather(places, graph.Scalar(0L));                                        // (T)
        var distances = graph.Subtract(graph.Unsqueeze(row, 0), graph.Unsqueeze(row, 1));        // (T, T): key − query
        var farthest = graph.Scalar((long)DistanceBias.Farthest);
        var near = graph.Node("Clip", [distances, graph.Scalar(-(long)DistanceBias.Farthest), farthest]);
        return graph.Gather(Table(graph, bias, name), graph.Add(near, farthest), axis: 1);
    }

    // (H, distances)
    private static GraphValue Table(GraphBuilder graph, DistanceBias bias, string name)
    {
        var (heads, reach) = ((int)bias.Table.Weight.shape[1], DistanceBias.Farthest);
        var entries = bias.Table.Weight.Entries();
        var values = new float[heads * (2 * reach + 1)];
        for (var i = 0; i < values.Length; i++)
        {
            var (head, distance) = (i / (2 * reach + 1), i % (2 * reach + 1) - reach);
            values[i] = entries[DistanceBias.BucketOf(distance) * heads + head];
        }
        return graph.Constant(OnnxTensor.Of($"{name}.distances", [heads, 2 * reach + 1], values));
    }
}
