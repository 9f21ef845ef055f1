using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Metrics;
using Emotune.Model.Resampling;
using Emotune.Model.Tests.Metrics;
using Emotune.Randomness;

namespace Emotune.Model.Tests.Resampling;

public sealed class BootstrapTests
{
    private const int Bins = 7;

    private static readonly Predictions Sample = SyntheticPredictions.Of(seed: 5, rows: 41, labels: 5, oneSided: true);

    [Fact]
    public void Every_figure_is_that_of_the_rows_drawn()
    {
        var options = new BootstrapOptions(Resamples: 20, Seed: 11);
        var maps = Enumerable.Repeat(new TemperatureMap(1.3), Sample.LabelCount).ToArray();
        var decisions = Decide(Sample);
        var results = Bootstrap.Run(
            Sample.Rows,
            [new F1Resampling(decisions), new AveragePrecisionResampling(Sample),
                new CalibrationResampling(CalibratedColumns.Of(Sample, maps), Bins)],
            options);
        for (var r = 0; r < options.Resamples; r++)
        {
            var random = new CounterRandom(options.Seed, r);
            int[] rows = [.. Enumerable.Range(0, Sample.Rows).Select(draw => random.Below(Sample.Rows, draw)).Order()];
            double[] expected = [.. Figures(SyntheticPredictions.Take(Sample, rows), maps)];
            double[] computed = [.. results.SelectMany(statistic => statistic.Select(figure => figure[r]))];
            Assert.Equal(expected.Length, computed.Length);
            Assert.All(expected.Zip(computed), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void The_number_of_threads_changes_no_bit(int threads)
    {
        IResampleStatistic[] statistics = [new AveragePrecisionResampling(Sample), new F1Resampling(Decide(Sample))];
        var one = Bootstrap.Run(Sample.Rows, statistics, new BootstrapOptions(Resamples: 101, Threads: 1));
        var several = Bootstrap.Run(Sample.Rows, statistics, new BootstrapOptions(Resamples: 101, Threads: threads));
        Assert.Equal(Bits(one), Bits(several));
    }

    [Fact]
    public void Fewer_resamples_are_the_first_of_more_and_another_seed_draws_others()
    {
        IResampleStatistic[] statistics = [new F1Resampling(Decide(Sample))];
        var many = Bootstrap.Run(Sample.Rows, statistics, new BootstrapOptions(Resamples: 50))[0][0];
        Assert.Equal(many[..13], Bootstrap.Run(Sample.Rows, statistics, new BootstrapOptions(Resamples: 13))[0][0]);
        Assert.NotEqual(many, Bootstrap.Run(Sample.Rows, statistics, new BootstrapOptions(Resamples: 50, Seed: 1))[0][0]);
    }

    [Fact]
    public void Draws_are_uniform_over_the_rows()
    {
        var counts = new int[7];
        for (var stream = 0; stream < 100; stream++)
        {
            for (var draw = 0; draw < 700; draw++)
                counts[new CounterRandom(3, stream).Below(7, draw)]++;
        }
        // χ² with 6 degrees of freedom stays below 22.5 but once in a thousand.
        Assert.InRange(counts.Sum(c => (c - 10000.0) * (c - 10000.0) / 10000), 0, 22.5);
    }

    [Fact]
    public void Quantiles_are_linear_between_values_and_undefined_resamples_do_not_count()
    {
        var interval = PercentileInterval.Of([5, double.NaN, 1, 3, 2, 4], 0.5)!;
        Assert.Equal((2, 4, 0.5), (interval.Low, interval.High, interval.Confidence));
        Assert.Equal(1.1, PercentileInterval.Of([2, 1], 0.8)!.Low, 1e-15);
        Assert.Null(PercentileInterval.Of([double.NaN], 0.95));
    }

    [Fact]
    public void A_recentred_interval_has_the_figure_inside_and_does_not_go_below_zero()
    {
        var interval = PercentileInterval.Recentred([2, 3, 4], 0.5, 0.9)!;
        Assert.Equal((0, 0.5 + 0.9), (interval.Low, Math.Round(interval.High, 12)));
    }

    [Fact]
    public void A_changes_interval_spans_the_resamples_as_they_lie_and_recentred()
    {
        var interval = PercentileInterval.OfChange([2, 3, 4], 0.5, 0.9)!;
        Assert.Equal((-0.4, 3.9), (Math.Round(interval.Low, 12), Math.Round(interval.High, 12)));
        Assert.Null(PercentileInterval.OfChange([double.NaN], 0, 0.9));
    }

    [Theory]
    [InlineData(0, 0.95)]
    [InlineData(10, 0)]
    [InlineData(10, 1)]
    [InlineData(10, double.NaN)]
    public void Settings_out_of_range_are_EXP5008(int resamples, double confidence)
    {
        var thrown = Assert.Throws<DiagnosticException>(() => Bootstrap.Run(3, [], new BootstrapOptions(resamples, confidence)));
        Assert.Equal("EXP5008", thrown.Diagnostics[0].Code);
    }

    private static Decisions Decide(Predictions predictions) =>
        Decisions.At(Logistic.Sigmoid(predictions.Logits), [.. Enumerable.Repeat(0.5, predictions.LabelCount)], predictions.Labels);

    /// <summary>The figures in the statistics' order, by the functions that score a split itself.</summary>
    private static IEnumerable<double> Figures(Predictions drawn, CalibrationMap[] maps)
    {
        var metrics = ClassificationMetrics.Of(Decide(drawn));
        var labels = Enumerable.Range(0, drawn.LabelCount).Select(j =>
            RankingMetrics.AveragePrecision(ThresholdCounts.Of(drawn.LogitsOf(j), drawn.LabelsOf(j)))).ToArray();
        var columns = CalibratedColumns.Of(drawn, maps);
        double Mean(Func<double[], byte[], double> error) => columns.Probabilities.Zip(columns.Labels, error).Average();
        return
        [
            metrics.Micro.F1,
            metrics.Macro.F1,
            metrics.Weighted.F1,
            .. metrics.Labels.Select(l => l.F1),
            RankingMetrics.AveragePrecision(ThresholdCounts.Of(drawn.Logits, drawn.Labels)) ?? double.NaN,
            RankingMetrics.MeanOfDefined(labels) ?? double.NaN,
            .. labels.Select(l => l ?? double.NaN),
            Mean((p, y) => CalibrationError.EqualWidth(p, y, Bins).Expected),
            Mean((p, y) => ProbabilityScores.Brier(p, y)),
            columns.Logits.Zip(columns.Labels, (z, y) => ProbabilityScores.NegativeLogLikelihood(z, y)).Average(),
        ];
    }

    private static long[] Bits(double[][][] results) =>
        [.. results.SelectMany(s => s).SelectMany(f => f).Select(BitConverter.DoubleToInt64Bits)];
}
