using Emotune.Model.Metrics;

namespace Emotune.Model.Calibration;

/// <summary>Thresholds for calibrated probabilities, chosen on validation: <c>thresholds.json</c>. A label is predicted where p ≥ threshold.</summary>
/// <param name="Global">One for all labels, of the best micro F1.</param>
/// <param name="Labels">(L) by the strategy; <see cref="DecisionThreshold.Never"/> where a label is never predicted.</param>
public sealed record DecisionThresholds(ThresholdStrategy Strategy, double Global, IReadOnlyList<double> Labels)
{
    /// <param name="given">The threshold of <see cref="ThresholdStrategy.Fixed"/>; not read otherwise.</param>
    /// <exception cref="DiagnosticException">EXP5001 to EXP5006: what the predictions lack, or a calibration for other labels.</exception>
    public static DecisionThresholds Choose(Predictions validation, CalibrationResult calibration, ThresholdStrategy strategy, double given = 0.5)
    {
        validation.CheckedForFitting("validation");
        var probabilities = calibration.Calibrate(validation.Logits, validation.LabelCount);
        var global = DecisionThreshold.BestF1(ThresholdCounts.Of(probabilities, validation.Labels)).Value;
        double[] labels = strategy == ThresholdStrategy.PerLabelF1
            ? [.. BestPerLabel(probabilities, validation.Labels, validation.LabelCount).Select(t => t.Value)]
            : [.. Enumerable.Repeat(strategy == ThresholdStrategy.Fixed ? given : global, validation.LabelCount)];
        return new DecisionThresholds(strategy, global, labels);
    }

    internal void CheckLabelCount(int labelCount)
    {
        if (Labels.Count != labelCount)
            throw new DiagnosticException(Diagnostics.LabelCountMismatch.Given("thresholds", Labels.Count, labelCount));
    }

    /// <summary>Each label's threshold of the best F1 on the given split.</summary>
    public static IReadOnlyList<DecisionThreshold> BestPerLabel(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels, int labelCount)
    {
        var best = new DecisionThreshold[labelCount];
        for (var j = 0; j < labelCount; j++)
            best[j] = DecisionThreshold.BestF1(ThresholdCounts.Of(Columns.Of(probabilities, labelCount, j), Columns.Of(labels, labelCount, j)));
        return best;
    }
}
