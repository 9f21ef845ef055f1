using System.Globalization;
using Emotune.Model.Calibration;
using Emotune.Model.Metrics;
using Xunit.Abstractions;

namespace Emotune.Model.Tests.Metrics;

/// <summary>
/// Whether 95 % intervals hold the truth of made-up populations in 95 % of samples. <c>SIMULATIONS=4000</c> is the whole study,
/// with 1,000 resamples; fewer repetitions are allowed as much more as chance explains.
/// </summary>
public sealed class CoverageSimulationTests(ITestOutputHelper output)
{
    private const int Rows = 2000;

    private static readonly int Repetitions = int.TryParse(
        Environment.GetEnvironmentVariable("SIMULATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 200;

    private static readonly int Resamples = Repetitions >= 4000 ? 1000 : 200;

    [Theory]
    [InlineData(BootstrapInterval.Percentile)]
    [InlineData(BootstrapInterval.Bca)]
    public void Intervals_hold_the_truth_as_often_as_they_say(BootstrapInterval kind)
    {
        var truth = MadeUpPopulation.Truth();
        var held = new int[truth.Count];
        Parallel.For(0, Repetitions, repetition =>
        {
            var intervals = Intervals(MadeUpPopulation.Draw(Rows, repetition), repetition, kind);
            for (var i = 0; i < held.Length; i++)
                if (intervals[i].Low <= truth[i].Value && truth[i].Value <= intervals[i].High)
                    Interlocked.Increment(ref held[i]);
        });
        for (var i = 0; i < held.Length; i++)
            output.WriteLine(FormattableString.Invariant($"{kind} {truth[i].Name}: {(double)held[i] / Repetitions:0.0000}"));
        Assert.All(held[..^1], h => Assert.InRange((double)h / Repetitions, 0.93 - Slack(0.05), 0.97 + Slack(0.05)));
        // Where there is no calibration error, resamples of its square have three times the variance that samples have: the
        // interval is too wide (0.9988 in the whole study), which claims too little, never too much.
        Assert.InRange((double)held[^1] / Repetitions, 0.97 - Slack(0.05), 1);
    }

    [Fact]
    public void A_paired_test_rejects_no_difference_as_often_as_it_says()
    {
        string[] names = ["a", "b", "c"];
        var rejected = new int[3];
        Parallel.For(0, Repetitions, repetition =>
        {
            var (first, second) = MadeUpPopulation.DrawPair(Rows, repetition);
            var comparison = PairedBootstrap.Compare(Run("first", first), Run("second", second), names, new BootstrapOptions(Resamples, Seed: repetition, Threads: 1));
            for (var i = 0; i < rejected.Length; i++)
                if (comparison.Headlines[i].PValue <= 0.05)
                    Interlocked.Increment(ref rejected[i]);
        });
        output.WriteLine(string.Join(", ", rejected.Select(r => FormattableString.Invariant($"{(double)r / Repetitions:0.0000}"))));
        Assert.All(rejected, r => Assert.InRange((double)r / Repetitions, 0.035 - Slack(0.05), 0.065 + Slack(0.05)));
    }

    /// <summary>Three standard errors of a share; none in the whole study.</summary>
    private static double Slack(double share) => Repetitions >= 4000 ? 0 : 3 * Math.Sqrt(share * (1 - share) / Repetitions);

    private static Interval[] Intervals(Predictions sample, int repetition, BootstrapInterval kind)
    {
        var columns = ProbabilityColumns.Of(sample, Enumerable.Repeat(CalibrationMap.Identity, sample.LabelCount));
        var decisions = Decisions.At(columns.RowMajorProbabilities(), MadeUpPopulation.Thresholds, sample.Labels);
        IResampleStatistic[] statistics = [new F1Resampling(decisions), new AveragePrecisionResampling(sample), new CalibrationFiguresResampling(columns, 15)];
        var options = new BootstrapOptions(Resamples, Seed: repetition, Threads: 1);
        var (resampled, leftOut) = (Bootstrap.Run(Rows, statistics, options), kind == BootstrapInterval.Bca ? Bootstrap.LeaveOut(Rows, statistics, options) : null);
        var metrics = ClassificationMetrics.Of(decisions);
        var precision = Enumerable.Range(0, 3).Average(j => RankingMetrics.AveragePrecision(ThresholdCounts.Of(sample.LogitsOf(j), sample.LabelsOf(j))))!.Value;
        double[][] labels = [.. columns.Labels.Select((y, j) => CalibrationFigures.Of(columns.Probabilities[j], columns.Logits[j], y, 15))];
        Interval Of(int statistic, int figure, double value) => leftOut is null
            ? PercentileInterval.Of(resampled[statistic][figure], 0.95)!
            : BcaInterval.Of(resampled[statistic][figure], value, leftOut[statistic][figure], 0.95)!;
        Interval Mean(CalibrationFigure figure) => Of(2, (int)figure, labels.Average(l => l[(int)figure]));
        const int debiased = (int)CalibrationFigure.DebiasedSquared;
        return
        [
            Of(0, F1Resampling.Micro, metrics.Micro.F1),
            Of(0, F1Resampling.Macro, metrics.Macro.F1),
            Of(1, AveragePrecisionResampling.Macro, precision),
            Mean(CalibrationFigure.Brier),
            Mean(CalibrationFigure.NegativeLogLikelihood),
            PercentileInterval.Recentred(resampled[2][debiased], labels.Average(l => l[debiased]), 0.95, double.NegativeInfinity)!,
        ];
    }

    private static PairedRun Run(string name, Predictions test)
    {
        var calibration = Calibrator.Fit(test, CalibrationMethod.None, CalibrationScope.Global);
        return new PairedRun(name, test, calibration, new DecisionThresholds(ThresholdStrategy.Fixed, 0.3, MadeUpPopulation.Thresholds));
    }
}
