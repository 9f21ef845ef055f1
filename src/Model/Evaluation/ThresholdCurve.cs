using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Metrics;
using Emotune.Model.Resampling;

namespace Emotune.Model.Evaluation;

/// <summary>Precision, recall and F1 of each label against its threshold.</summary>
internal static class ThresholdCurve
{
    private const int Steps = 100;

    /// <summary>Resampled at a time, so that many labels do not need their memory all at once.</summary>
    private const int LabelsAtATime = 32;

    /// <returns>By label in their order, thresholds ascending.</returns>
    /// <exception cref="DiagnosticException">EXP5001 to EXP5004, EXP5006, EXP5008: what the inputs lack, or how they disagree.</exception>
    public static IReadOnlyList<ThresholdCurvePoint> Of(
        Predictions test, CalibrationResult calibration, DecisionThresholds thresholds, IReadOnlyList<string> labelNames,
        BootstrapOptions options)
    {
        test.Checked("test");
        calibration.CheckLabelCount(test.LabelCount);
        thresholds.CheckLabelCount(test.LabelCount);
        return [.. Enumerable.Range(0, test.LabelCount).Chunk(LabelsAtATime).SelectMany(some =>
        {
            LabelThresholds[] labels = [.. some.Select(j => new LabelThresholds(
                Array.ConvertAll(test.LogitsOf(j), z => calibration.Labels[j].Map.Probability(z)), test.LabelsOf(j),
                Grid(thresholds.Labels[j])))];
            var resampled = Bootstrap.Run(test.Rows, labels, options);
            return some.SelectMany((j, i) => Points(labelNames[j], labels[i], thresholds.Labels[j], resampled[i], options.Confidence))
                .ToArray();
        })];
    }

    private static double[] Grid(double chosen)
    {
        var grid = Enumerable.Range(1, Steps - 1).Select(i => i / (double)Steps);
        return [.. (chosen <= 1 ? grid.Append(chosen) : grid).Distinct().Order()];
    }

    private static IEnumerable<ThresholdCurvePoint> Points(
        string name, LabelThresholds label, double chosen, double[][] resampled, double confidence)
    {
        Estimate Estimate(double value, double[] values) =>
            double.IsNaN(value) ? new Estimate(null, null) : new Estimate(value, PercentileInterval.Of(values, confidence));
        var counts = label.Counts();
        return counts.Select((c, k) => new ThresholdCurvePoint(
            name,
            label.Thresholds[k],
            label.Thresholds[k] == chosen,
            Estimate(c.Predicted == 0 ? double.NaN : c.Precision, resampled[k * LabelThresholds.FiguresEach + LabelThresholds.Precision]),
            Estimate(c.Positives == 0 ? double.NaN : c.Recall, resampled[k * LabelThresholds.FiguresEach + LabelThresholds.Recall]),
            Estimate(c.Positives == 0 ? double.NaN : c.F1, resampled[k * LabelThresholds.FiguresEach + LabelThresholds.F1])));
    }
}
