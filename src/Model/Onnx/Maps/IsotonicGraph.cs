using Emotune.Calibration;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Graphs;

namespace Emotune.Model.Onnx.Maps;

/// <summary>
/// The line between the two knots about σ(z). How many knots a probability has reached says which line that is; where the line is level
/// the result is the knot's own value to the bit, so that a threshold at that value decides as it did when it was chosen.
/// </summary>
internal sealed class IsotonicGraph : MapGraph<IsotonicMap>
{
    // No probability reaches it.
    private const double Beyond = 2;

    protected override GraphValue Probabilities(GraphBuilder graph, GraphValue logits, IsotonicMap[] maps)
    {
        var most = maps.Max(m => m.Knots.Count);
        var raw = graph.Sigmoid(logits);
        var reached = graph.AtLeast(graph.Unsqueeze(raw, 2), Knots(graph, maps, most));                  // (B, n, knots)
        var lines = graph.Sum(graph.Cast(reached, OnnxType.Int64), 2);                                   // (B, n)
        var first = graph.Constant(OnnxTensor.Of("isotonic/first_line", [maps.Length], First(maps.Length, most)));
        var line = graph.Add(lines, first);
        GraphValue Of(string name, Func<Line, double> value) =>
            graph.Gather(graph.Row(name, [.. maps.SelectMany(m => Lines(m, most)).Select(value)]), line);
        var along = graph.Subtract(raw, Of("start", l => l.Start));
        return graph.Add(Of("value", l => l.Value), graph.Multiply(Of("slope", l => l.Slope), along));
    }

    private static GraphValue Knots(GraphBuilder graph, IsotonicMap[] maps, int most) => graph.Constant(OnnxTensor.Of(
        "isotonic/knots", [maps.Length, most],
        [.. maps.SelectMany(m => m.Knots.Select(k => k.Probability).Concat(Enumerable.Repeat(Beyond, most - m.Knots.Count)))]));

    private static long[] First(int maps, int most) => [.. Enumerable.Range(0, maps).Select(i => (long)i * (most + 1))];

    /// <summary>Level before the first knot and from the last one on; as many for each map.</summary>
    private static IEnumerable<Line> Lines(IsotonicMap map, int most)
    {
        var knots = map.Knots;
        yield return new Line(0, knots[0].Calibrated, 0);
        for (var i = 0; i < most; i++)
        {
            var knot = knots[Math.Min(i, knots.Count - 1)];
            yield return new Line(knot.Probability, knot.Calibrated, i + 1 < knots.Count ? Slope(knot, knots[i + 1]) : 0);
        }
    }

    private static double Slope(CalibrationKnot left, CalibrationKnot right) =>
        (right.Calibrated - left.Calibrated) / (right.Probability - left.Probability);

    private sealed record Line(double Start, double Value, double Slope);
}
