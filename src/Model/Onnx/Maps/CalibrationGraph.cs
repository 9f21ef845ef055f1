using Emotune.Calibration;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Graphs;

namespace Emotune.Model.Onnx.Maps;

/// <summary>
/// Calibrated probabilities in the graph. They are computed in double precision, as the pipeline computes them: a steep map would turn
/// the rounding of single precision into another label.
/// </summary>
internal static class CalibrationGraph
{
    /// <param name="logits">(B, L) float</param>
    /// <param name="maps">One for each label.</param>
    /// <returns>(B, L) double</returns>
    public static GraphValue Calibrate(this GraphBuilder graph, GraphValue logits, IReadOnlyList<CalibrationMap> maps)
    {
        using var scope = graph.Scope("calibration");
        var exact = graph.Cast(logits, OnnxType.Float64);
        // A label whose fit did not settle has no map, whatever the others have.
        var methods = Enumerable.Range(0, maps.Count).GroupBy(i => maps[i].GetType()).ToList();
        if (methods.Count == 1)
            return MapGraph.Of(methods[0].Key).Probabilities(graph, exact, maps);
        List<GraphValue> columns = [];
        foreach (var method in methods)
        {
            using var part = graph.Scope(method.Key.Name);
            var own = graph.Gather(exact, graph.List([.. method.Select(i => (long)i)]), axis: 1);
            columns.Add(MapGraph.Of(method.Key).Probabilities(graph, own, [.. method.Select(i => maps[i])]));
        }

        var together = graph.Node("Concat", columns, OnnxAttribute.Of("axis", 1L));
        int[] order = [.. methods.SelectMany(m => m)];
        return graph.Gather(together, graph.List([.. Enumerable.Range(0, maps.Count).Select(i => (long)Array.IndexOf(order, i))]), axis: 1);
    }
}
