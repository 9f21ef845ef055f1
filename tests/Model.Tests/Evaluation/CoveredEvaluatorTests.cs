using System.Text.Json;
using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Evaluation;

public sealed class CoveredEvaluatorTests
{
    private static readonly Predictions Validation = SyntheticPredictions.Of(seed: 1, rows: 200);
    private static readonly Predictions Test = SyntheticPredictions.Of(seed: 2, rows: 150);
    private static readonly CalibrationResult Calibration = Calibrator.Fit(
        Validation, CalibrationMethod.Temperature, CalibrationScope.PerLabel);
    private static readonly DecisionThresholds Thresholds = DecisionThresholds.Choose(
        Validation, Calibration, ThresholdStrategy.PerLabelF1);
    private static readonly EvaluationOptions Options = new(10, new BootstrapOptions(Resamples: 200));
    private static readonly string[] Names = ["a", "b", "c", "d"];

    [Fact]
    public void Where_all_labels_are_covered_the_figures_are_those_of_the_evaluation()
    {
        var whole = Evaluator.Evaluate(Test, Calibration, Thresholds, Names, Evaluator.MostFrequentLabel(Validation), Options).Report;
        var covered = Evaluate(new LabelGroups([[0], [1], [2], [3]]), Test.Labels);
        var decided = whole.Decisions.Single(d => d.Name == DecisionNames.Validation);
        Assert.Equal(new Estimate(decided.Micro.F1, decided.MicroF1Interval), covered.MicroF1);
        Assert.Equal(new Estimate(decided.Macro.F1, decided.MacroF1Interval), covered.MacroF1);
        Assert.Equal(whole.MacroAveragePrecision, covered.MacroAveragePrecision);
        Assert.Equal(Json.Text(whole.Calibrated), Json.Text(covered.Calibrated));
        Assert.Equal(Json.Text(whole.Uncalibrated), Json.Text(covered.Uncalibrated));
        Assert.Equal(Json.Text(whole.CalibrationChange), Json.Text(covered.CalibrationChange));
        Assert.Equal(whole.MostFrequentLabelMicroF1, covered.MostFrequentLabelMicroF1);
        Assert.Equal(whole.Labels.Select(l => (l.Name, l.Positives, l.AveragePrecision, l.AtThreshold, l.EceAfter)),
            covered.Labels.Select(l => (l.Name, l.Positives, l.AveragePrecision, l.AtThreshold, l.ExpectedCalibrationError)));
    }

    [Fact]
    public void Labels_that_are_not_covered_count_nowhere()
    {
        var groups = new LabelGroups([[1], [3]]);
        var covered = Evaluate(groups, groups.Any(Test.Labels, 4));
        var others = Test with { Logits = [.. Test.Logits.Select((z, i) => i % 4 is 0 or 2 ? -z : z)] };
        Assert.Equal(Json.Text(covered), Json.Text(Evaluate(groups, groups.Any(Test.Labels, 4), others.Logits)));
        var whole = Evaluator.Evaluate(Test, Calibration, Thresholds, Names, 1, Options).Report;
        Assert.Equal((whole.Labels[1].AtThreshold.F1 + whole.Labels[3].AtThreshold.F1) / 2, covered.MacroF1.Value!.Value, 1e-15);
        Assert.Equal(["b", "d"], covered.Labels.Select(l => l.Name));
    }

    [Fact]
    public void Several_labels_are_predicted_as_one_where_any_of_them_is()
    {
        var groups = new LabelGroups([[0, 2]]);
        var truth = groups.Any(Test.Labels, 4);
        var predicted = Decisions.At(Calibration.Calibrate(Test.Logits, 4), [.. Thresholds.Labels], Test.Labels).Predicted;
        var expected = ClassificationMetrics.Of(new Decisions(groups.Any(predicted, 4), truth, 1)).Micro.F1;
        var covered = Evaluate(groups, truth);
        Assert.Equal(expected, covered.MicroF1.Value);
        Assert.Equal(truth.Sum(y => y), covered.Labels[0].Positives);
        var calibrated = Calibration.Calibrate(Test.Logits, 4);
        double[] either = [.. Enumerable.Range(0, Test.Rows).Select(i => 1 - (1 - calibrated[i * 4]) * (1 - calibrated[i * 4 + 2]))];
        Assert.Equal(ProbabilityScores.Brier(either, truth), covered.Calibrated.Brier.Value!.Value, 1e-12);
        Assert.All(
            new[] { covered.MicroF1, covered.MacroAveragePrecision, covered.Calibrated.NegativeLogLikelihood }, e =>
                Assert.InRange(e.Value!.Value, e.Interval!.Low, e.Interval.High));
    }

    [Fact]
    public void Without_a_positive_average_precision_is_undefined()
    {
        var covered = Evaluate(new LabelGroups([[0], [1]]), new byte[2 * Test.Rows]);
        Assert.Equal(new Estimate(null, null), covered.MacroAveragePrecision);
        Assert.Equal(0, covered.MicroF1.Value);
    }

    [Fact]
    public void It_survives_json_and_repeats()
    {
        var report = new ExtraSetReport(
            Evaluate(new LabelGroups([[0], [1, 2]]), new byte[2 * Test.Rows]),
            Evaluate(new LabelGroups([[3]]), new LabelGroups([[3]]).Any(Test.Labels, 4)));
        var text = Json.Text(report);
        Assert.Equal(text, Json.Text(JsonSerializer.Deserialize<ExtraSetReport>(text, Json.Options)));
    }

    [Fact]
    public void The_floor_is_the_group_most_frequent_on_validation()
    {
        var positives = Enumerable.Range(0, 4).Select(j => Validation.LabelsOf(j).Sum(y => y)).ToArray();
        var groups = new LabelGroups([[0], [3]]);
        Assert.Equal(positives[3] > positives[0] ? 1 : 0, CoveredEvaluator.MostFrequent(groups, Validation));
    }

    [Fact]
    public void Parts_for_another_number_of_labels_are_EXP5006_and_logits_that_do_not_fit_EXP5001()
    {
        var groups = new LabelGroups([[0]]);
        var evaluator = new CoveredEvaluator(groups, ["a"], Calibration, Thresholds with { Labels = [0.5] }, 0, Options);
        Assert.Equal(
            "EXP5006",
            Assert.Throws<DiagnosticException>(() => evaluator.Evaluate(Test.Logits, new byte[Test.Rows], "x")).Diagnostics[0].Code);
        Assert.Equal("EXP5001", Assert.Throws<DiagnosticException>(() => Evaluate(groups, new byte[Test.Rows + 1])).Diagnostics[0].Code);
    }

    private static CoveredFigures Evaluate(LabelGroups groups, byte[] truth, float[]? logits = null) => new CoveredEvaluator(
        groups, [.. groups.Groups.Select(g => string.Join(" or ", g.Select(i => Names[i])))], Calibration, Thresholds,
        CoveredEvaluator.MostFrequent(groups, Validation), Options)
        .Evaluate(logits ?? Test.Logits, truth, "the set");
}
