using System.Globalization;
using Emotune.Diagnostics;
using Emotune.Metrics;

namespace Emotune.Model.Stages;

/// <summary>What rounding a graph to eight bits changes on validation.</summary>
/// <param name="Comments">The number of validation comments.</param>
/// <param name="LargestLogitDifference">Between any two logits of the same comment and label.</param>
/// <param name="LargestProbabilityDifference">Between any two calibrated probabilities.</param>
/// <param name="ChangedLabels">How many of all decisions are others.</param>
internal sealed record QuantizationCost(
    int Comments,
    GraphFigures Float32,
    GraphFigures Int8,
    double MicroF1Change,
    double MacroF1Change,
    double BrierChange,
    double LargestLogitDifference,
    double LargestProbabilityDifference,
    int ChangedLabels)
{
    /// <summary>How far F1 may fall.</summary>
    public const double LargestFall = 0.01;

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

    /// <exception cref="DiagnosticException">EXP4131: F1 falls too far.</exception>
    public void RequireSmall()
    {
        if (MicroF1Change < -LargestFall || MacroF1Change < -LargestFall)
        {
            throw new DiagnosticException(Problems.QuantizationTooCostly.Given(
                Figure(Float32.MicroF1), Figure(Int8.MicroF1), Figure(Float32.MacroF1), Figure(Int8.MacroF1), Figure(LargestFall)));
        }
    }

    /// <summary>The cost in a line for the log.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"int8 on {Comments} validation comments: micro F1 {Float32.MicroF1:F4} → {Int8.MicroF1:F4}, "
        + $"macro F1 {Float32.MacroF1:F4} → {Int8.MacroF1:F4}, Brier {Float32.Brier:F4} → {Int8.Brier:F4}, "
        + $"largest difference of a probability {LargestProbabilityDifference:F4}");

    private static double Largest(IEnumerable<double> a, IEnumerable<double> b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();

    private static string Figure(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

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

/// <summary>What a graph reaches on validation, with the run's calibration and thresholds.</summary>
internal sealed record GraphFigures(double MicroF1, double MacroF1, double Brier);
