using System.Text.Json;
using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static readonly Predictions Validation = SyntheticPredictions.Of(seed: 1, rows: 200, oneSided: true);
    private static readonly Predictions Test = SyntheticPredictions.Of(seed: 2, rows: 150, oneSided: true);
    private static readonly CalibrationResult Calibration = Calibrator.Fit(
        Validation, CalibrationMethod.Temperature, CalibrationScope.PerLabel);
    private static readonly DecisionThresholds Thresholds = DecisionThresholds.Choose(
        Validation, Calibration, ThresholdStrategy.PerLabelF1);
    private static readonly string[] Names = ["never", "always", "third", "fourth"];
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    [Fact]
    public void Decisions_are_reported_in_order_and_only_the_bound_is_chosen_on_test()
    {
        var report = Evaluate().Report;
        Assert.Equal(["half", "global", "validation", "oracle"], report.Decisions.Select(d => d.Name));
        Assert.Equal([false, false, false, true], report.Decisions.Select(d => d.ChosenOnTest));
        Assert.All(report.Decisions, d => Assert.True(d.Macro.F1 <= report.Decisions[3].Macro.F1));
        Assert.All(report.Decisions, d => Assert.InRange(d.Micro.F1, d.MicroF1Interval.Low, d.MicroF1Interval.High));
    }

    [Fact]
    public void Half_is_taken_on_raw_probabilities_and_the_rest_on_calibrated_ones()
    {
        var report = Evaluate().Report;
        double MicroF1(double[] probabilities, double[] thresholds) =>
            ClassificationMetrics.Of(Decisions.At(probabilities, thresholds, Test.Labels)).Micro.F1;
        var calibrated = Calibration.Calibrate(Test.Logits, Test.LabelCount);
        Assert.Equal(MicroF1(Logistic.Sigmoid(Test.Logits), [0.5, 0.5, 0.5, 0.5]), report.Decisions[0].Micro.F1);
        Assert.Equal(MicroF1(calibrated, [.. Enumerable.Repeat(Thresholds.Global, 4)]), report.Decisions[1].Micro.F1);
        Assert.Equal(MicroF1(calibrated, [.. Thresholds.Labels]), report.Decisions[2].Micro.F1);
    }

    [Fact]
    public void A_label_without_positives_has_no_average_precision_and_is_never_predicted()
    {
        var label = Evaluate().Report.Labels[0];
        Assert.Equal(("never", 0), (label.Name, label.Positives));
        Assert.Equal(new Estimate(null, null), label.AveragePrecision);
        Assert.Null(label.RocAuc);
        Assert.True(label.Threshold > 1);
        Assert.Equal(new Scores(0, 0, 0), label.AtThreshold);
    }

    [Fact]
    public void Every_headline_figure_lies_in_its_interval()
    {
        var report = Evaluate().Report;
        Estimate[] estimates =
        [
            report.MacroAveragePrecision, report.MicroAveragePrecision, report.MostFrequentLabelMicroF1, report.MostFrequentLabelMacroF1,
            .. new[] { report.Uncalibrated, report.Calibrated }.SelectMany(
                c => new[] { c.ExpectedCalibrationError, c.EqualMassCalibrationError, c.Brier, c.NegativeLogLikelihood }),
            .. report.Labels.Skip(1).Select(l => l.AveragePrecision),
        ];
        Assert.All(estimates, e => Assert.InRange(e.Value!.Value, e.Interval!.Low, e.Interval.High));
    }

    [Theory]
    [InlineData(BootstrapInterval.Percentile)]
    [InlineData(BootstrapInterval.Bca)]
    internal void Calibration_has_intervals_before_and_after_and_of_the_change(BootstrapInterval kind)
    {
        var options = Options() with { Bootstrap = Options().Bootstrap with { Interval = kind } };
        var report = Evaluator.Evaluate(Test, Calibration, Thresholds, Names, 1, options).Report;
        CalibrationAverages[] averages = [report.Uncalibrated.Weighted!, report.Calibrated.Weighted!, report.CalibrationChange!];
        Assert.All(averages.SelectMany(Estimates), e => Assert.InRange(e.Value!.Value, e.Interval!.Low, e.Interval.High));
        Assert.Equal(report.Calibrated.Brier.Value - report.Uncalibrated.Brier.Value, report.CalibrationChange!.Brier.Value);
        Assert.Equal(
            report.Calibrated.DebiasedSquaredError!.Value - report.Uncalibrated.DebiasedSquaredError!.Value,
            report.CalibrationChange.DebiasedSquaredError.Value);
        Assert.All(report.Labels, l => Assert.Equal(l.NllAfter - l.NllBefore, l.NllChange!.Value));
        Assert.All(report.Labels, l => Assert.InRange(l.NllChange!.Value!.Value, l.NllChange.Interval!.Low, l.NllChange.Interval.High));
        Assert.All(report.Labels, l => Assert.InRange(l.NllAdjustedPValue!.Value, l.NllPValue!.Value, 1));
        Assert.All(
            report.Labels.SelectMany(l => new[] { l.DebiasedSquaredBefore!, l.DebiasedSquaredAfter! }), e =>
                Assert.InRange(e.Value!.Value, e.Interval!.Low, e.Interval.High));
    }

    [Fact]
    public void Macro_F1_is_also_given_over_labels_with_enough_positives()
    {
        var positives = Enumerable.Range(0, 4).Select(j => Test.LabelsOf(j).Sum(y => y)).ToArray();
        var few = Math.Min(positives[2], positives[3]);
        var report = Evaluator.Evaluate(Test, Calibration, Thresholds, Names, 1, Options() with { MinPositives = few + 1 }).Report;
        int[] supported = [.. Enumerable.Range(0, 4).Where(j => positives[j] > few)];
        Assert.Equal(new SupportedLabels(few + 1, supported.Length), report.SupportedLabels);
        var macro = report.Decisions[2].SupportedMacroF1!;
        Assert.Equal(supported.Average(j => report.Labels[j].AtThreshold.F1), macro.Value!.Value, 1e-15);
        Assert.InRange(macro.Value.Value, macro.Interval!.Low, macro.Interval.High);
        var none = Evaluator.Evaluate(Test, Calibration, Thresholds, Names, 1, Options() with { MinPositives = 1000 }).Report;
        Assert.Equal(new Estimate(null, null), none.Decisions[2].SupportedMacroF1);
    }

    private static IEnumerable<Estimate> Estimates(CalibrationAverages a) =>
    [
        a.ExpectedCalibrationError, a.EqualMassCalibrationError, a.MaximumCalibrationError, a.DebiasedSquaredError, a.Brier,
        a.BrierReliability, a.BrierResolution, a.BrierUncertainty, a.NegativeLogLikelihood,
    ];

    [Fact]
    public void Reliability_bins_hold_every_decision()
    {
        var reliability = Evaluate().Reliability;
        Assert.Equal(Test.Labels.Length, reliability.PooledBefore.Sum(b => b.Count));
        Assert.Equal(Test.Labels.Length, reliability.PooledAfter.Sum(b => b.Count));
        Assert.Equal(Names, reliability.Labels.Select(l => l.Name));
        Assert.All(reliability.Labels, l => Assert.Equal((Test.Rows, Test.Rows), (l.Before.Sum(b => b.Count), l.After.Sum(b => b.Count))));
    }

    [Fact]
    public void Both_reports_survive_json_and_repeat()
    {
        var text = JsonSerializer.Serialize(Evaluate(), Json);
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<Emotune.Model.Evaluation.Evaluation>(text, Json), Json));
        Assert.Equal(text, JsonSerializer.Serialize(Evaluate(threads: 1), Json));
    }

    [Fact]
    public void The_floor_is_the_most_frequent_validation_label()
    {
        Assert.Equal(1, Evaluator.MostFrequentLabel(Validation));
        var counts = Decisions.Always(1, Test.Labels, 4).CountsByLabel();
        Assert.Equal(counts[1].F1 / 4, Evaluate().Report.MostFrequentLabelMacroF1.Value!.Value, 1e-15);
    }

    [Fact]
    public void A_test_split_without_any_positive_has_undefined_figures_rather_than_an_error()
    {
        var empty = Test with { Labels = new byte[Test.Labels.Length] };
        var report = Evaluator.Evaluate(empty, Calibration, Thresholds, Names, 1, Options()).Report;
        Assert.Equal(new Estimate(null, null), report.MicroAveragePrecision);
        Assert.Equal(new Estimate(null, null), report.MacroAveragePrecision);
        Assert.Equal(0, report.Decisions[2].Micro.F1);
    }

    [Fact]
    public void Parts_for_another_number_of_labels_are_EXP5006()
    {
        AssertMismatch("calibration", () => Evaluator.Evaluate(Test, Calibration with { Labels = [] }, Thresholds, Names, 0, Options()));
        AssertMismatch("thresholds", () => Evaluator.Evaluate(Test, Calibration, Thresholds with { Labels = [0.5] }, Names, 0, Options()));
        AssertMismatch("label names", () => Evaluator.Evaluate(Test, Calibration, Thresholds, ["one"], 0, Options()));
    }

    [Fact]
    public void No_bins_are_EXP5008()
    {
        var thrown = Assert.Throws<DiagnosticException>(
            () => Evaluator.Evaluate(Test, Calibration, Thresholds, Names, 0, Options() with { Bins = 0 }));
        Assert.Equal("EXP5008", thrown.Diagnostics[0].Code);
    }

    private static void AssertMismatch(string what, Action evaluate)
    {
        var thrown = Assert.Throws<DiagnosticException>(evaluate);
        Assert.Equal("EXP5006", thrown.Diagnostics[0].Code);
        Assert.StartsWith($"The {what} is for", thrown.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    private static EvaluationOptions Options(int threads = 0) => new(10, new BootstrapOptions(Resamples: 200, Threads: threads));

    private static Emotune.Model.Evaluation.Evaluation Evaluate(int threads = 0) =>
        Evaluator.Evaluate(Test, Calibration, Thresholds, Names, 1, Options(threads));
}
