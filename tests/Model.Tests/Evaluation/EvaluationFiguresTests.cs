using Emotune.Calibration;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Evaluation;

public sealed class EvaluationFiguresTests
{
    private static readonly Predictions Test = SyntheticPredictions.Of(seed: 2, rows: 150, oneSided: true);
    private static readonly CalibrationResult Calibration = Calibrator.Fit(Test, CalibrationMethod.Temperature, CalibrationScope.PerLabel);
    private static readonly DecisionThresholds Thresholds = DecisionThresholds.Choose(Test, Calibration, ThresholdStrategy.PerLabelF1);
    private static readonly string[] Labels = ["never", "always", "third", "fourth"];

    [Fact]
    public void No_two_figures_share_a_name_a_title_or_a_column()
    {
        Assert.Distinct(EvaluationFigures.All.Select(f => f.Name));
        Assert.Distinct(EvaluationFigures.All.Select(f => f.Title));
        Assert.Distinct(EvaluationFigures.All.Select(f => f.Column));
    }

    [Fact]
    public void An_evaluation_has_every_variant_of_every_figure_and_an_interval_where_the_table_says_so()
    {
        var report = Evaluate(BootstrapInterval.Percentile);
        Assert.All(EvaluationFigures.All, figure => Assert.All(figure.Kind.Variants(), variant =>
        {
            var estimate = figure.Read(report, variant)!;
            Assert.NotNull(estimate.Value);
            Assert.Equal(figure.HasInterval, estimate.Interval is not null);
        }));
    }

    [Theory]
    [InlineData(BootstrapInterval.Percentile)]
    [InlineData(BootstrapInterval.Bca)]
    internal void A_further_figure_of_a_known_statistic_is_the_known_figure_and_has_its_interval(BootstrapInterval interval)
    {
        var further = EvaluationFigures.OfStatistic("again", "macro F1 again", new(SharedStatistics.Decisions, F1Resampling.Macro));
        var options = Options(interval);
        var run = ScoredRun.Of("test", Test, Calibration, Thresholds, options.Bins);
        var report = Evaluate(interval) with { Further = FurtherFigures.Of(run, [further], options.Bootstrap) };
        var known = EvaluationFigures.Find(FigureNames.MacroF1)!.Of(report)!;
        var again = further.Of(report)!;
        Assert.Equal(known.Value!.Value, again.Value!.Value, 1e-12);
        Assert.Equal(known.Interval!.Low, again.Interval!.Low, 1e-12);
        Assert.Equal(known.Interval.High, again.Interval.High, 1e-12);
    }

    [Fact]
    public void A_further_figure_that_rises_with_chance_has_its_interval_moved()
    {
        var error = EvaluationFigures.Find(FigureNames.ExpectedCalibrationError)!;
        var further = EvaluationFigures.OfStatistic("again", "error again", error.Resampling!);
        var options = Options(BootstrapInterval.Percentile);
        var run = ScoredRun.Of("test", Test, Calibration, Thresholds, options.Bins);
        var again = FurtherFigures.Of(run, [further], options.Bootstrap)!["again"];
        var known = error.Of(Evaluate(BootstrapInterval.Percentile))!;
        Assert.Equal(known.Value!.Value, again.Value!.Value, 1e-12);
        Assert.Equal(known.Interval!.Low, again.Interval!.Low, 1e-9);
        Assert.Equal(known.Interval.High, again.Interval.High, 1e-9);
    }

    [Fact]
    public void Further_figures_are_written_and_read_by_name_and_nothing_is_written_without_any()
    {
        var report = Evaluate(BootstrapInterval.Percentile) with { Further = null };
        Assert.DoesNotContain("\"further\"", Json.Text(report), StringComparison.Ordinal);
        var text = Json.Text(report with { Further = new Dictionary<string, Estimate> { ["again"] = new(0.5, new(0.25, 0.75, 0.95)) } });
        Assert.Contains("\"further\": {\n    \"again\": {\n      \"value\": 0.5,", text, StringComparison.Ordinal);
    }

    private static EvaluationReport Evaluate(BootstrapInterval interval) =>
        Evaluator.Evaluate(Test, Calibration, Thresholds, Labels, mostFrequentLabel: 1, Options(interval)).Report;

    private static EvaluationOptions Options(BootstrapInterval interval) =>
        EvaluationOptions.Default with { Bootstrap = new(Resamples: 200) { Interval = interval } };
}
