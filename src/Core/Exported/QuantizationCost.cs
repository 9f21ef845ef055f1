using System.Globalization;
using Emotune.Diagnostics;

namespace Emotune.Exported;

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

    private static string Figure(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}

/// <summary>What a graph reaches on validation, with the run's calibration and thresholds.</summary>
internal sealed record GraphFigures(double MicroF1, double MacroF1, double Brier);
