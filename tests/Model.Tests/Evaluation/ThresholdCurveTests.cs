using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Model.Stages;
using Emotune.Model.Tests.Artifacts;
using Emotune.Model.Tests.Metrics;
using Emotune.Randomness;

namespace Emotune.Model.Tests.Evaluation;

public sealed class ThresholdCurveTests
{
    private static readonly Predictions Sample = SyntheticPredictions.Of(seed: 5, rows: 120, oneSided: true);
    private static readonly CalibrationResult Calibration = Calibrator.Fit(
        Sample, CalibrationMethod.Temperature, CalibrationScope.PerLabel);
    private static readonly DecisionThresholds Thresholds = DecisionThresholds.Choose(Sample, Calibration, ThresholdStrategy.PerLabelF1);
    private static readonly string[] Names = ["never", "always", "third", "fourth"];
    private static readonly BootstrapOptions Options = new(Resamples: 200);

    [Fact]
    public void Each_point_is_the_decisions_own_figures()
    {
        var probabilities = Calibration.Calibrate(Sample.Logits, 4);
        foreach (var point in Curve().Where(p => p.Label == "third"))
        {
            var counts = Decisions.At(probabilities, [.. Enumerable.Repeat(point.Threshold, 4)], Sample.Labels).CountsByLabel()[2];
            Assert.Equal(counts.Predicted == 0 ? null : counts.Precision, point.Precision.Value);
            Assert.Equal((counts.Recall, counts.F1), (point.Recall.Value!.Value, point.F1.Value!.Value));
        }
    }

    [Fact]
    public void The_band_is_the_percentile_interval_over_the_same_resamples()
    {
        var point = Curve().Single(p => p is { Label: "fourth", Threshold: 0.4 });
        var probabilities = Calibration.Calibrate(Sample.Logits, 4);
        var decisions = Decisions.At(probabilities, [2, 2, 2, 0.4], Sample.Labels);
        double[] f1 = [.. Enumerable.Range(0, Options.Resamples).Select(resample =>
        {
            var random = new CounterRandom(Options.Seed, resample);
            var rows = Enumerable.Range(0, Sample.Rows).Select(draw => random.Below(Sample.Rows, draw)).ToArray();
            byte[] Pick(byte[] data) => [.. rows.Select(row => data[row * 4 + 3])];
            return new Decisions(Pick(decisions.Predicted), Pick(decisions.Labels), 1).CountsByLabel()[0].F1;
        })];
        var expected = PercentileInterval.Of(f1, 0.95)!;
        Assert.Equal((expected.Low, expected.High), (point.F1.Interval!.Low, point.F1.Interval.High));
    }

    [Fact]
    public void The_chosen_threshold_is_marked_once_and_a_label_that_is_never_predicted_has_none()
    {
        var chosen = Curve().Where(p => p.Chosen).ToDictionary(p => p.Label, p => p.Threshold);
        Assert.Equal(["always", "third", "fourth"], chosen.Keys);
        Assert.All(chosen, c => Assert.Equal(Thresholds.Labels[Array.IndexOf(Names, c.Key)], c.Value));
        var grid = Enumerable.Range(1, 99).Select(i => i / 100.0);
        Assert.All(Names.Skip(1), name => Assert.Equal(
            grid.Append(chosen[name]).Distinct().Order(), Curve().Where(p => p.Label == name).Select(p => p.Threshold)));
        Assert.All(Curve().Where(p => p.Label == "never"), p => Assert.Equal((null, null), (p.Recall.Value, p.F1.Interval)));
    }

    [Fact]
    public void The_table_reads_back_as_written()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("curves.csv");
        ThresholdCurveTable.Write(path, Curve());
        Assert.Equal(Curve(), ThresholdCurveTable.Read(path, Options.Confidence));
        Assert.StartsWith("label,threshold,chosen,precision,precision_low,", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_for_another_number_of_labels_are_EXP5006()
    {
        var thrown = Assert.Throws<DiagnosticException>(
            () => ThresholdCurve.Of(Sample, Calibration, Thresholds with { Labels = [0.5] }, Names, Options));
        Assert.Equal("EXP5006", thrown.Diagnostics[0].Code);
    }

    private static IReadOnlyList<ThresholdCurvePoint> Curve() => ThresholdCurve.Of(Sample, Calibration, Thresholds, Names, Options);
}
