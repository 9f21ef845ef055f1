using Emotune.Calibration;
using Emotune.Model.Onnx.Graphs;

namespace Emotune.Model.Onnx.Maps;

/// <summary>σ(b·ln(1 + eᶻ) − a·ln(1 + e⁻ᶻ) + c).</summary>
internal sealed class BetaGraph : MapGraph<BetaMap>
{
    protected override GraphValue Probabilities(GraphBuilder graph, GraphValue logits, BetaMap[] maps)
    {
        var negated = graph.Node("Neg", [logits]);
        // ln(1 + eᶻ) = max(z, 0) + ln(1 + e^−|z|): no power is larger than one.
        var power = graph.Node("Exp", [graph.Node("Neg", [graph.Node("Abs", [logits])])]);
        var rest = graph.Node("Log", [graph.Add(power, graph.Scalar(1.0))]);
        var above = graph.Add(graph.Node("Max", [logits, graph.Scalar(0.0)]), rest);
        var below = graph.Add(graph.Node("Max", [negated, graph.Scalar(0.0)]), rest);
        var negative = graph.Multiply(graph.Row("negative_scale", Array.ConvertAll(maps, m => m.NegativeScale)), above);
        var positive = graph.Multiply(graph.Row("positive_scale", Array.ConvertAll(maps, m => m.PositiveScale)), below);
        var shift = graph.Row("shift", Array.ConvertAll(maps, m => m.Shift));
        return graph.Sigmoid(graph.Add(graph.Subtract(negative, positive), shift));
    }
}
