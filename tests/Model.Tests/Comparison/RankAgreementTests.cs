using Emotune.Model.Comparison;

namespace Emotune.Model.Tests.Comparison;

public sealed class RankAgreementTests
{
    [Theory]
    [InlineData(new double[] { 5, 4, 3, 2, 1 }, new double[] { 5, 4, 3, 2, 1 }, 3, 1.0)]
    [InlineData(new double[] { 5, 4, 3, 2, 1 }, new double[] { 1, 2, 3, 4, 5 }, 2, 0.0)]
    [InlineData(new double[] { 5, 4, 3, 2, 1 }, new double[] { 1, 2, 3, 4, 5 }, 3, 1.0 / 3)]
    [InlineData(new double[] { 1, 2 }, new double[] { 2, 1 }, 3, 1.0)]
    [InlineData(new double[] { 0, 0, 0, 0 }, new double[] { 0, 0, 1, 1 }, 2, 0.0)]
    public void The_foremost_words_that_both_have(double[] first, double[] second, int count, double expected) =>
        Assert.Equal(expected, RankAgreement.TopOverlap(first, second, count), 1e-15);

    [Fact]
    public void Rank_biased_overlap_of_known_rankings()
    {
        // Against b c a, depths 1 to 3 share 0, 1/2 and all.
        double[] abc = [3, 2, 1], bca = [1, 3, 2];
        Assert.Equal(1, RankAgreement.RankBiasedOverlap(abc, abc, 0.9), 1e-15);
        // (1 − p)(0 + p/2 + p²) + p³ at p = .9: .1 · (.45 + .81) + .729
        Assert.Equal(0.855, RankAgreement.RankBiasedOverlap(abc, bca, 0.9), 1e-15);
        // Of four words reversed, depths share 0, 0, 2/3 and all: at p = .5, (1 − p)(p² · 2/3 + p³) + p⁴.
        Assert.Equal(0.5 * (0.25 * 2 / 3 + 0.125) + 0.0625, RankAgreement.RankBiasedOverlap([4, 3, 2, 1], [1, 2, 3, 4], 0.5), 1e-15);
    }

    [Fact]
    public void Rank_biased_overlap_is_the_same_both_ways_and_falls_with_earlier_disagreement()
    {
        double[] ranks = [5, 4, 3, 2, 1], late = [5, 4, 3, 1, 2], early = [4, 5, 3, 2, 1];
        Assert.Equal(RankAgreement.RankBiasedOverlap(early, late, 0.8), RankAgreement.RankBiasedOverlap(late, early, 0.8), 1e-15);
        Assert.True(RankAgreement.RankBiasedOverlap(ranks, late, 0.8) > RankAgreement.RankBiasedOverlap(ranks, early, 0.8));
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 1, 2, 3, 4 }, 1.0)]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 4, 3, 2, 1 }, -1.0)]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 1, 3, 2, 4 }, 2.0 / 3)]
    // SciPy's own example: scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]).
    [InlineData(new double[] { 12, 2, 1, 12, 2 }, new double[] { 1, 4, 7, 1, 0 }, -0.47140452079103173)]
    public void Kendalls_tau_b(double[] first, double[] second, double expected) =>
        Assert.Equal(expected, RankAgreement.KendallTau(first, second)!.Value, 1e-15);

    [Fact]
    public void Tau_is_undefined_where_all_words_are_alike() => Assert.Null(RankAgreement.KendallTau([1, 1, 1], [1, 2, 3]));

    [Fact]
    public void Values_of_other_words_cannot_be_compared()
    {
        Assert.Throws<ArgumentException>(() => RankAgreement.KendallTau([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => RankAgreement.TopOverlap([], [], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankAgreement.TopOverlap([1], [1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankAgreement.RankBiasedOverlap([1], [1], 1));
    }
}
