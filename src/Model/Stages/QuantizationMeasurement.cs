using Emotune.Exported;
using Emotune.Metrics;

namespace Emotune.Model.Stages;

/// <summary>What rounding a graph to eight bits costs, measured on validation.</summary>
internal static class QuantizationMeasurement
{
    /// <param name="float32">(N × L) with the truth beside them.</param>
    /// <param name="int8">(N × L) logits.</param>
    public static QuantizationCost Of(Predictions float32, float[] int8, LabelDecision decision)
    {
        var (before, after) = (GraphOutputs.Of(float32, decision), GraphOutputs.Of(float32 with { Logits = int8 }, decision));
        var (plain, rounded) = (before.Figures, after.Figures);
        return new QuantizationCost(
            float32.Rows, plain, rounded, rounded.MicroF1 - plain.MicroF1, rounded.MacroF1 - plain.MacroF1, rounded.Brier - plain.Brier,
            Largest(float32.Logits.Select(z => (double)z), int8.Select(z => (double)z)),
            Largest(before.Probabilities, after.Probabilities), before.Given.Zip(after.Given).Count(g => g.First != g.Second));
    }

    private static double Largest(IEnumerable<double> a, IEnumerable<double> b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();

    /// <summary>Calibrated probabilities and decisions, both (N × L).</summary>
    private sealed record GraphOutputs(double[] Probabilities, byte[] Given, GraphFigures Figures)
    {
        public static GraphOutputs Of(Predictions predictions, LabelDecision decision)
        {
            var probabilities = decision.Calibration!.Calibrate(predictions.Logits, predictions.LabelCount);
            var decisions = Decisions.At(probabilities, [.. decision.Thresholds!.Labels], predictions.Labels);
            var metrics = ClassificationMetrics.Of(decisions);
            var brier = ProbabilityScores.Brier(probabilities, predictions.Labels);
            return new GraphOutputs(probabilities, decisions.Predicted, new GraphFigures(metrics.Micro.F1, metrics.Macro.F1, brier));
        }
    }
}
