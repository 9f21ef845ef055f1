using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Resampling;
using Emotune.Model.Resampling.SquaredError;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Resampling;

public sealed class SquaredErrorIntervalTests
{
    /// <summary>Standard normal quantiles: what a single gap's error is, of a noise of one.</summary>
    private static readonly double[] Errors = [.. Enumerable.Range(0, 4000).Select(i => NormalDistribution.Quantile((i + 0.5) / 4000))];

    [Fact]
    public void A_single_gaps_interval_is_that_of_the_noncentral_chi_square()
    {
        // X ~ χ²(1, θ) with θ = gap²: at X − 1 = 8 the bounds are where Φ(3 − √θ) and Φ(√θ − 3) reach 2.5 %, but for the far tail.
        var interval = SingleGap(observed: 3);
        Assert.Equal(Math.Pow(3 - 1.96, 2), interval.Low, 0.03);
        Assert.Equal(Math.Pow(3 + 1.96, 2), interval.High, 0.03);
    }

    [Fact]
    public void A_square_that_chance_explains_has_zero_in_its_interval_and_one_beyond_it_has_not()
    {
        // Without a gap X ~ χ²(1), which lies between 0.00098 and 5.02 in 95 % of samples.
        Assert.True(SingleGap(observed: 2.2).Low < 0);
        Assert.True(SingleGap(observed: 2.3).Low > 0);
        Assert.True(SingleGap(observed: 0.04).High > 0);
        Assert.True(SingleGap(observed: 0.02).High < 0);
    }

    [Fact]
    public void Gaps_that_do_not_vary_have_an_interval_of_no_width()
    {
        SquaredErrorTerms none = new([0, 0], [0, 0], [0, 0]);
        Assert.Equal(new Interval(0.25, 0.25, 0.95), SquaredErrorInterval.Of(0.25, none, 0.25, 0.95));
    }

    [Fact]
    public void Observed_gaps_shrink_by_the_variance_that_noise_adds_to_them()
    {
        double[] none = [0, 0, 0, 0];
        Assert.Equal(Math.Sqrt(1 - 2 * 1.0 / 4), new SquaredErrorTerms([-2, 2, -2, 2], none, [-1, 1, -1, 1]).Shrinkage(), 1e-15);
        Assert.Equal(0, new SquaredErrorTerms([-1, 1, -1, 1], none, [-1, 1, -1, 1]).Shrinkage());
        Assert.Equal(0, new SquaredErrorTerms(none, none, none).Shrinkage());
        Assert.Equal(
            new Interval(0, 0, 0.95), SquaredErrorDifference.Interval(0, new([1, -1], [2, 0], [3, 4]), new([1, -1], [2, 0], [3, 4]), 0.95));
    }

    [Fact]
    public void A_bins_unbiased_square_is_the_mean_over_pairs_of_rows()
    {
        double[] probabilities = [0.2, 0.3, 0.9], gaps = [0.2, -0.7, -0.1];
        var bin = GapBin.Of(probabilities, gaps);
        Assert.Equal((0.2 * -0.7 + 0.2 * -0.1 + -0.7 * -0.1) / 3, bin.UnbiasedSquare, 1e-15);
        Assert.Equal((0.16 + 0.21 + 0.09) / 3, bin.Spread, 1e-15);
        Assert.False(GapBin.Of([0.5], [0.5]).Counts);
    }

    [Fact]
    public void The_shape_of_a_shift_is_the_shift()
    {
        // Rows of honest labels beside probabilities whose logit is 0.4 too high.
        GapBin[] bins = [.. new[] { -3.0, -1, 0, 2 }.Select(z => (P: Logistic.Sigmoid(z + 0.4), Q: Logistic.Sigmoid(z))).Select(b =>
            new GapBin(500, b.P - b.Q, b.Q * (1 - b.Q) / 500, b.P, b.P * (1 - b.P)))];
        var shape = GapShape.Of(bins);
        Assert.All(bins.Zip(shape), pair => Assert.InRange(pair.Second / pair.First.Gap, 0.85, 1.15));
        Assert.Equal([0], GapShape.Of([new GapBin(1, 0.5, 0, 0.5, 0.25)]));
        Assert.Equal([0, 0], GapShape.Of([new GapBin(9, 0, 0, 0, 0), new GapBin(9, 0, 0, 1, 0)]));
        Assert.Equal([-1], GapShape.Of([new GapBin(9, -1, 0, 0, 0)]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Figure_and_bounds_belong_to_each_other(int oneSided)
    {
        var sample = SyntheticPredictions.Of(seed: 3, rows: 150, oneSided: oneSided == 1);
        var columns = CalibratedColumns.Of(sample, Enumerable.Repeat(new TemperatureMap(0.4), sample.LabelCount));
        var statistic = new SquaredErrorResampling(columns, 10);
        var errors = new SquaredErrors(statistic, Bootstrap.Run(sample.Rows, [statistic], new BootstrapOptions(Resamples: 300))[0], 0.95);
        double[] figures = [.. columns.Probabilities.Zip(columns.Labels, (p, y) => CalibrationError.DebiasedSquared(p, y, 10))];
        for (var j = 0; j < figures.Length; j++)
            Assert.InRange(figures[j], errors.OfLabel(j).Low, errors.OfLabel(j).High);
        Assert.InRange(figures.Average(), errors.OfMean().Low, errors.OfMean().High);
        var (weighted, mean) = (errors.OfWeightedMean()!, errors.OfMean());
        Assert.NotEqual(mean, weighted);
        Assert.True(mean.Low < mean.High && weighted.Low < weighted.High);
    }

    private static Interval SingleGap(double observed) => SquaredErrorInterval.Of(
        observed * observed - 1,
        new SquaredErrorTerms([.. Errors.Select(z => 2 * observed * z)], new double[Errors.Length], [.. Errors.Select(z => z * z - 1)]),
        observed * observed, 0.95);
}
