using Emotune.Files;
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

    [Theory]
    [InlineData(1e-134)]
    [InlineData(1e-107)]
    [InlineData(1e-200)]
    [InlineData(1e120)]
    public void Influences_that_cannot_be_cubed_leave_the_percentile_interval_and_it_says_so(double size)
    {
        double[] values = [.. Enumerable.Range(0, 101).Select(i => i * size)];
        var interval = BcaInterval.Of(values, 40 * size, [0, 0, 0, size, -7 * size], 0.9)!;
        Assert.Equal(PercentileInterval.Of(values, 0.9)! with { Kind = BootstrapInterval.Percentile }, interval);
    }

    [Fact]
    public void A_row_that_outweighs_all_others_leaves_the_percentile_interval()
    {
        double[] values = [.. Enumerable.Range(0, 100_001).Select(i => i / 1e5)];
        double[] leftOut = [.. Enumerable.Repeat(1.0, 100_000), 0];
        var interval = BcaInterval.Of(values, 2, leftOut, 0.9999)!;
        Assert.Equal(PercentileInterval.Of(values, 0.9999)! with { Kind = BootstrapInterval.Percentile }, interval);
    }

    [Fact]
    public void How_an_interval_was_read_is_written_only_where_it_was_not_asked_for()
    {
        var interval = new Interval(1, 2, 0.9);
        Assert.Equal("""{"low":1,"high":2,"confidence":0.9}""", Json.Line(interval));
        Assert.Equal(
            """{"low":1,"high":2,"confidence":0.9,"kind":"percentile"}""",
            Json.Line(interval with { Kind = BootstrapInterval.Percentile }));
    }
}
