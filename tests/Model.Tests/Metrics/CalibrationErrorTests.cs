using Emotune.Metrics;

namespace Emotune.Model.Tests.Metrics;

public sealed class CalibrationErrorTests
{
    [Theory]
    [InlineData(0.04)]
    [InlineData(0.5)]
    [InlineData(0.92)]
    public void A_constant_that_is_the_share_of_positives_is_perfectly_calibrated(double share)
    {
        byte[] labels = [.. Enumerable.Range(0, 100).Select(i => i < Math.Round(100 * share) ? (byte)1 : (byte)0)];
        double[] probabilities = [.. Enumerable.Repeat(share, 100)];
        var error = CalibrationError.EqualWidth(probabilities, labels, 15);
        Assert.Equal(0, error.Expected, 1e-14);
        Assert.Equal(0, error.Maximum, 1e-14);
        Assert.Equal(0, CalibrationError.EqualMass(probabilities, [.. Shuffled(labels)], 1), 1e-14);
    }

    [Fact]
    public void Errors_weigh_the_gaps_of_bins_by_their_counts()
    {
        // [0, ½): mean .2, fraction 1/3, 3 rows. [½, 1]: mean .75, fraction 1, 2 rows.
        var error = CalibrationError.EqualWidth([0.1, 0.2, 0.3, 0.5, 1], [0, 1, 0, 1, 1], 2);
        Assert.Equal(0.6 * (1 / 3.0 - 0.2) + 0.4 * 0.25, error.Expected, 1e-15);
        Assert.Equal(0.25, error.Maximum, 1e-15);
        Assert.Equal(Math.Sqrt(0.6 * Math.Pow(1 / 3.0 - 0.2, 2) + 0.4 * 0.0625), error.RootMeanSquare, 1e-15);
    }

    [Fact]
    public void Equal_mass_bins_take_the_larger_first_and_equal_probabilities_as_they_come()
    {
        Assert.Equal([2, 4, 5], EqualMassBins.Ends(5, 3));
        Assert.Equal([1, 2, 2], EqualMassBins.Ends(2, 3));
        // Ascending: 0 (y 0), .6 (y 1) | .7 (y 0), .7 (y 1) | .9 (y 1).
        Assert.Equal((0.4 + 0.4 + 0.1) / 5, CalibrationError.EqualMass([0.7, 0.6, 0.7, 0, 0.9], [0, 1, 1, 0, 1], 3), 1e-15);
        Assert.Equal([1, 2, 0, 3], StableOrder.Ascending([2, 1, 1, 2]));
    }

    [Fact]
    public void The_debiased_error_of_honest_probabilities_is_zero_on_average_where_the_plain_one_is_not()
    {
        var random = new Random(1);
        var (debiased, plain) = (0.0, 0.0);
        for (var repeat = 0; repeat < 400; repeat++)
        {
            double[] probabilities = [.. Enumerable.Range(0, 200).Select(i => (i % 10 + 0.5) / 10)];
            byte[] labels = [.. probabilities.Select(p => random.NextDouble() < p ? (byte)1 : (byte)0)];
            debiased += CalibrationError.DebiasedSquared(probabilities, labels, 10) / 400;
            plain += Math.Pow(CalibrationError.EqualWidth(probabilities, labels, 10).RootMeanSquare, 2) / 400;
        }
        // Σ p(1 − p) ÷ 20 rows a bin is .0083 on average.
        Assert.InRange(plain, 0.0075, 0.0092);
        Assert.InRange(debiased, -0.0006, 0.0006);
    }

    [Fact]
    public void The_debiased_error_takes_off_the_variance_of_a_bins_fraction()
    {
        // One bin of four: gap ½ − ¼, less ¼·¾ ÷ 3.
        Assert.Equal(0.0625 - 0.0625, CalibrationError.DebiasedSquared([0.5, 0.5, 0.5, 0.5], [0, 1, 0, 0], 1), 1e-15);
        Assert.Equal(0, CalibrationError.DebiasedSquared([0.5, 0.5], [0, 1], 2));
    }

    [Fact]
    public void Bins_have_their_lower_edge_and_the_last_has_one_as_well()
    {
        var bins = ReliabilityBins.Of([0, 0.2, 0.4, 0.6, 0.8, 1], [0, 0, 0, 1, 1, 1], 5);
        Assert.Equal([1, 1, 1, 1, 2], bins.Select(b => b.Count));
        Assert.Equal(0.9, bins[4].MeanProbability!.Value, 1e-15);
        Assert.Equal((0.8, 1.0, 1.0), (bins[4].Lower, bins[4].Upper, bins[4].FractionOfPositives!.Value));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(15)]
    [InlineData(49)]
    public void An_edge_belongs_to_the_bin_above_it_and_the_number_before_it_to_the_one_below(int bins)
    {
        var edges = ReliabilityBins.Edges(bins);
        for (var b = 1; b < bins; b++)
        {
            Assert.Equal(b, ReliabilityBins.IndexOf(edges[b], edges));
            Assert.Equal(b - 1, ReliabilityBins.IndexOf(Math.BitDecrement(edges[b]), edges));
        }
        Assert.Equal(bins - 1, ReliabilityBins.IndexOf(1, edges));
    }

    [Fact]
    public void An_empty_bin_has_no_mean_and_no_fraction()
    {
        var bin = ReliabilityBins.Of([0.9], [1], 2)[0];
        Assert.Equal(new ReliabilityBin(0, 0.5, 0, null, null), bin);
    }

    [Fact]
    public void Losses_stay_finite_for_logits_of_any_size()
    {
        Assert.Equal(1000, ProbabilityScores.NegativeLogLikelihood([1000f], [0]), 1e-12);
        Assert.Equal(0, ProbabilityScores.NegativeLogLikelihood([1000f], [1]), 1e-12);
        Assert.Equal(Math.Log(2), ProbabilityScores.NegativeLogLikelihood([0f, 0f], [0, 1]), 1e-15);
        Assert.Equal((0.25 + 0.01) / 2, ProbabilityScores.Brier([0.5, 0.9], [0, 1]), 1e-15);
    }

    private static byte[] Shuffled(byte[] labels) =>
        [.. labels.Select((y, i) => (y, Key: i * 37 % labels.Length)).OrderBy(x => x.Key).Select(x => x.y)];
}
