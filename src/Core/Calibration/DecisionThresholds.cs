using System.Text.Json.Serialization;
using Emotune.Diagnostics;
using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>F1 on rows that had no part in choosing the thresholds.</summary>
internal sealed record HeldOutF1(double Micro, double Macro);

/// <summary>
/// Thresholds for calibrated probabilities, chosen on validation: <c>thresholds.json</c>. A label is predicted where p ≥ threshold.
/// </summary>
/// <param name="Global">One for all labels, of the best micro F1.</param>
/// <param name="Labels">(L) by the strategy; <see cref="DecisionThreshold.Never"/> where a label is never predicted.</param>
internal sealed record DecisionThresholds(ThresholdStrategy Strategy, double Global, IReadOnlyList<double> Labels)
{
    /// <summary>With cross-fitting: each fold decided by what the others chose. Fit to compare recipes by, on validation alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HeldOutF1? HeldOut { get; init; }

    /// <param name="given">The threshold of <see cref="ThresholdStrategy.Fixed"/>; not read otherwise.</param>
    /// <exception cref="DiagnosticException">EXP5001 to EXP5006: what the predictions lack, or a calibration for other labels.</exception>
    public static DecisionThresholds Choose(
        Predictions validation, CalibrationResult calibration, ThresholdStrategy strategy, double given = 0.5) =>
        Choose(validation, calibration.Calibrate(validation.Logits, validation.LabelCount),
            new ThresholdOptions(strategy) { Value = given });

    /// <param name="probabilities">(N × L), calibrated; out of fold where the calibration was cross-fitted.</param>
    /// <exception cref="DiagnosticException">EXP5001 to EXP5005: what the predictions lack; EXP5010: more folds than rows.</exception>
    public static DecisionThresholds Choose(Predictions validation, double[] probabilities, ThresholdOptions options)
    {
        validation.CheckedForFitting("validation");
        if (options.CrossFit is { } crossFit)
            return CrossFitted(validation, probabilities, options, crossFit);
        var choice = ThresholdChoice.On(probabilities, validation.Labels, validation.LabelCount, options);
        return new DecisionThresholds(options.Strategy, choice.Global, choice.Labels);
    }

    private static DecisionThresholds CrossFitted(
        Predictions validation, double[] probabilities, ThresholdOptions options, CrossFit crossFit)
    {
        var count = validation.LabelCount;
        var folds = crossFit.FoldsOf(validation.Labels, count);
        var predicted = new byte[probabilities.Length];
        var choices = new ThresholdChoice[crossFit.Folds];
        for (var fold = 0; fold < choices.Length; fold++)
        {
            T[] Others<T>(T[] data) => [.. data.Where((_, i) => folds[i / count] != fold)];
            var choice = choices[fold] = ThresholdChoice.On(Others(probabilities), Others(validation.Labels), count, options);
            for (var i = 0; i < predicted.Length; i++)
            {
                if (folds[i / count] == fold && probabilities[i] >= choice.Labels[i % count])
                    predicted[i] = 1;
            }
        }
        var heldOut = ClassificationMetrics.Of(new Decisions(predicted, validation.Labels, count));
        double Average(Func<ThresholdChoice, double> threshold) => ThresholdChoice.Average([.. choices.Select(threshold)]);
        return new DecisionThresholds(
            options.Strategy,
            Average(c => c.Global),
            options.Strategy == ThresholdStrategy.Fixed
                ? choices[0].Labels
                : [.. Enumerable.Range(0, count).Select(j => Average(c => c.Labels[j]))])
        {
            HeldOut = new HeldOutF1(heldOut.Micro.F1, heldOut.Macro.F1),
        };
    }

    internal void CheckLabelCount(int labelCount)
    {
        if (Labels.Count != labelCount)
            throw new DiagnosticException(Problems.LabelCountMismatch.Given("thresholds", Labels.Count, labelCount));
    }

    /// <summary>Each label's threshold of the best F1 on the given split.</summary>
    public static IReadOnlyList<DecisionThreshold> BestPerLabel(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels, int labelCount)
    {
        var counts = ThresholdCounts.OfEach(probabilities, labels, labelCount);
        return Array.ConvertAll(counts, DecisionThreshold.BestF1);
    }
}
