using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Data;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Randomness;

namespace Emotune.Benchmarks;

/// <summary>All figures of 5,427 comments and 28 labels, and the intervals of F1 alone.</summary>
internal static class MetricCases
{
    private const int Resamples = 1000;

    /// <summary>The whole report with one resample for its intervals.</summary>
    public static Measurement Metrics(BenchmarkSettings settings)
    {
        var predictions = MadeUp(settings);
        var names = LabelSet.For(settings.Source()).Names;
        var calibration = Calibrator.Fit(predictions, CalibrationMethod.Temperature, CalibrationScope.PerLabel);
        var thresholds = DecisionThresholds.Choose(predictions, calibration, ThresholdStrategy.PerLabelF1);
        var options = EvaluationOptions.Default with { Bootstrap = new BootstrapOptions(Resamples: 1, Threads: BenchmarkSettings.Threads) };
        var frequent = Evaluator.MostFrequentLabel(predictions);
        return Measurement.Of(
            4 * settings.Repeats, predictions.Rows, () =>
                Evaluator.Evaluate(predictions, calibration, thresholds, names, frequent, options));
    }

    /// <summary>A thousand resamples of micro and macro F1.</summary>
    public static Measurement Bootstrap(BenchmarkSettings settings)
    {
        var predictions = MadeUp(settings);
        var decisions = new Decisions(
            [.. predictions.Logits.Select(z => z >= 0 ? (byte)1 : (byte)0)], predictions.Labels, predictions.LabelCount);
        var options = new BootstrapOptions(Resamples, Threads: BenchmarkSettings.Threads);
        return Measurement.Of(4 * settings.Repeats, Resamples,
            () => Model.Resampling.Bootstrap.Run(predictions.Rows, [new F1Resampling(decisions)], options));
    }

    // The real labels; logits about as good as a trained model's.
    private static Predictions MadeUp(BenchmarkSettings settings)
    {
        var rows = Comments.Read(settings, Split.Test);
        var logits = new CounterRandom(7, "logits").Normal(rows.MultiHotLabels.Length, 1);
        for (var i = 0; i < logits.Length; i++)
            logits[i] += 3 * rows.MultiHotLabels[i] - 3;
        return new Predictions(logits, rows.MultiHotLabels, rows.LabelCount);
    }
}
