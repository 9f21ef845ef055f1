using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Xunit.Abstractions;

namespace Emotune.Model.Tests.Metrics;

/// <summary>
/// Whether 95 % intervals hold the truth of made-up populations in 95 % of samples, and whether paired tests reject no difference in 5 %.
/// </summary>
public sealed class CoverageSimulationTests(ITestOutputHelper output)
{
    private const int Rows = Simulation.Rows;

    [Theory]
    [InlineData(BootstrapInterval.Percentile)]
    [InlineData(BootstrapInterval.Bca)]
    internal void Intervals_hold_the_truth_as_often_as_they_say(BootstrapInterval kind)
    {
        var truth = MadeUpPopulation.Truth();
        var held = Simulation.Shares(truth.Count, repetition =>
            Intervals(MadeUpPopulation.Draw(Rows, repetition), repetition, kind)
                .Zip(truth, (interval, t) => interval.Low <= t.Value && t.Value <= interval.High));
        for (var i = 0; i < held.Length; i++)
            output.WriteLine(FormattableString.Invariant($"{kind} {truth[i].Name}: {held[i]:0.0000}"));
        Assert.All(held, h => Assert.InRange(h, 0.93 - Simulation.Slack(0.05), 0.97 + Simulation.Slack(0.05)));
    }

    [Fact]
    public void A_paired_test_rejects_no_difference_as_often_as_it_says()
    {
        string[] names = ["a", "b", "c"];
        var rejected = Simulation.Shares(3, repetition =>
        {
            var (first, second) = MadeUpPopulation.DrawPair(Rows, repetition);
            var options = new BootstrapOptions(Simulation.Resamples, Seed: repetition, Threads: 1);
            return PairedBootstrap.Compare(Run("first", first), Run("second", second), names, options)
                .Headlines.Select(h => h.PValue <= 0.05);
        });
        output.WriteLine(string.Join(", ", rejected.Select(r => FormattableString.Invariant($"{r:0.0000}"))));
        Assert.All(rejected, r => Assert.InRange(r, 0.035 - Simulation.Slack(0.05), 0.065 + Simulation.Slack(0.05)));
    }

    private static Interval[] Intervals(Predictions sample, int repetition, BootstrapInterval kind)
    {
        var columns = CalibratedColumns.Of(sample, Enumerable.Repeat(CalibrationMap.Identity, sample.LabelCount));
        var decisions = Decisions.At(columns.RowMajorProbabilities(), MadeUpPopulation.Thresholds, sample.Labels);
        IResampleStatistic[] statistics = [
            new F1Resampling(decisions), new AveragePrecisionResampling(sample), new CalibrationFiguresResampling(columns, 15)];
        var options = new BootstrapOptions(Simulation.Resamples, Seed: repetition, Threads: 1);
        var (resampled, leftOut) = (Bootstrap.Run(Rows, statistics, options), kind == BootstrapInterval.Bca
            ? Bootstrap.LeaveOut(Rows, statistics, options)
            : null);
        var metrics = ClassificationMetrics.Of(decisions);
        var precision = Enumerable.Range(0, 3)
            .Average(j => RankingMetrics.AveragePrecision(ThresholdCounts.Of(sample.LogitsOf(j), sample.LabelsOf(j))))!.Value;
        double[][] labels = [.. columns.Labels.Select((y, j) => CalibrationFigures.Of(columns.Probabilities[j], columns.Logits[j], y, 15))];
        Interval Of(int statistic, int figure, double value) => leftOut is null
            ? PercentileInterval.Of(resampled[statistic][figure], 0.95)!
            : BcaInterval.Of(resampled[statistic][figure], value, leftOut[statistic][figure], 0.95)!;
        Interval Mean(CalibrationFigure figure) => Of(2, (int)figure, labels.Average(l => l[(int)figure]));
        return
        [
            Of(0, F1Resampling.Micro, metrics.Micro.F1),
            Of(0, F1Resampling.Macro, metrics.Macro.F1),
            Of(1, AveragePrecisionResampling.Macro, precision),
            Mean(CalibrationFigure.Brier),
            Mean(CalibrationFigure.NegativeLogLikelihood),
        ];
    }

    private static PairedRun Run(string name, Predictions test)
    {
        var calibration = Calibrator.Fit(test, CalibrationMethod.None, CalibrationScope.Global);
        return new PairedRun(name, test, calibration, new DecisionThresholds(ThresholdStrategy.Fixed, 0.3, MadeUpPopulation.Thresholds));
    }
}
