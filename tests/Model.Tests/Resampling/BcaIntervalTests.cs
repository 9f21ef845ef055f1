using Emotune.Model.Resampling;

namespace Emotune.Model.Tests.Resampling;

public sealed class BcaIntervalTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1.959963984540054, 0.025)]
    [InlineData(4, 0.9999683287581669)]
    [InlineData(-6.361340902404056, 1e-10)]
    public void The_normal_distribution_is_the_tables(double z, double probability)
    {
        Assert.Equal(1, NormalDistribution.Cumulative(z) / probability, 1e-12);
        Assert.Equal(z, NormalDistribution.Quantile(probability), 1e-9);
    }

    [Fact]
    public void Without_bias_and_skewness_it_is_the_percentile_interval()
    {
        double[] values = [.. Enumerable.Range(0, 1001).Select(i => (double)i)];
        var (bca, percentile) = (BcaInterval.Of(values, 500, [-1, 0, 1], 0.9)!, PercentileInterval.Of(values, 0.9)!);
        Assert.Equal(percentile.Low, bca.Low, 1e-9);
        Assert.Equal(percentile.High, bca.High, 1e-9);
    }

    [Fact]
    public void Bias_is_the_figures_place_among_the_resamples_and_acceleration_a_sixth_of_the_influences_skewness()
    {
        Assert.Equal(0, BcaInterval.Bias([1, 2, 3, 4], 2.5), 1e-12);
        Assert.Equal(NormalDistribution.Quantile(0.625), BcaInterval.Bias([1, 2, 3, 4], 3), 1e-12); // two below, one of four equal
        Assert.Equal(NormalDistribution.Quantile(0.125), BcaInterval.Bias([1, 2, 3, 4], 0), 1e-12); // none below: half a resample
        Assert.Equal(-24 / (6 * Math.Pow(12, 1.5)), BcaInterval.Acceleration([0, 0, 0, 4]), 1e-15);
        Assert.Equal(0, BcaInterval.Acceleration([3, 3]));
    }

    [Fact]
    public void Bounds_are_those_of_the_formula()
    {
        double[] values = [.. Enumerable.Range(0, 2001).Select(i => i / 2000.0)];
        double[] leftOut = [0, 0, 0, 4];
        var (bias, acceleration) = (NormalDistribution.Quantile((600 + 0.5) / 2001), BcaInterval.Acceleration(leftOut));
        double Expected(double z) => NormalDistribution.Cumulative(bias + (bias + z) / (1 - acceleration * (bias + z)));
        var interval = BcaInterval.Of(values, 0.3, leftOut, 0.95)!;
        Assert.Equal(Expected(-1.959963984540054), interval.Low, 1e-9);
        Assert.Equal(Expected(1.959963984540054), interval.High, 1e-9);
        Assert.Null(BcaInterval.Of([double.NaN], 0.3, leftOut, 0.95));
    }
}
