using Emotune.Metrics;

namespace Emotune.Model.Tests.Metrics;

public sealed class RankingMetricsTests
{
    private static readonly double[] Scores = [0.1, 0.4, 0.35, 0.8];
    private static readonly byte[] Labels = [0, 0, 1, 1];

    [Fact]
    public void Average_precision_is_a_step_sum()
    {
        // Hits at ranks 1 and 3: (1/1 + 2/3) ÷ 2.
        Assert.Equal((1 + 2 / 3.0) / 2, RankingMetrics.AveragePrecision(ThresholdCounts.Of(Scores, Labels))!.Value, 1e-15);
        Assert.Equal(0.75, RankingMetrics.RocAuc(ThresholdCounts.Of(Scores, Labels))!.Value, 1e-15);
    }

    [Fact]
    public void Equal_scores_are_one_step_whatever_their_order()
    {
        double[] scores = [0.7, 0.7, 0.7, 0.2];
        foreach (var labels in new byte[][] { [1, 0, 0, 1], [0, 0, 1, 1] })
        {
            var counts = ThresholdCounts.Of(scores, labels);
            Assert.Equal((1 / 3.0 + 2 / 4.0) / 2, RankingMetrics.AveragePrecision(counts)!.Value, 1e-15);
            Assert.Equal(0.25, RankingMetrics.RocAuc(counts)!.Value, 1e-15);
        }
    }

    [Fact]
    public void A_label_without_positives_has_neither_figure_and_one_with_nothing_else_has_no_auc()
    {
        var none = ThresholdCounts.Of(Scores, [0, 0, 0, 0]);
        Assert.Null(RankingMetrics.AveragePrecision(none));
        Assert.Null(RankingMetrics.RocAuc(none));
        var all = ThresholdCounts.Of(Scores, [1, 1, 1, 1]);
        Assert.Equal(1, RankingMetrics.AveragePrecision(all));
        Assert.Null(RankingMetrics.RocAuc(all));
    }

    [Fact]
    public void A_mean_leaves_out_what_is_undefined()
    {
        Assert.Equal(0.5, RankingMetrics.MeanOfDefined([0.25, null, 0.75]));
        Assert.Null(RankingMetrics.MeanOfDefined([null, null]));
    }

    [Fact]
    public void The_curve_ascends_in_thresholds_and_ends_at_precision_one()
    {
        var curve = PrecisionRecallCurve.Of(ThresholdCounts.Of(Scores, Labels));
        Assert.Equal([0.1, 0.35, 0.4, 0.8], curve.Thresholds);
        Assert.Equal([0.5, 2 / 3.0, 0.5, 1, 1], curve.Precision);
        Assert.Equal([1, 1, 0.5, 0.5, 0], curve.Recall);
    }

    [Fact]
    public void Comments_rank_their_own_labels()
    {
        // Row 0: true labels at ranks 1 and 3. Row 1: a tie of true and false at the top. Row 2: no label.
        var metrics = LabelRankingMetrics.Of(new Predictions([3, 2, 1, 2, 2, 0, 1, 2, 3], [1, 0, 1, 1, 0, 0, 0, 0, 0], 3));
        Assert.Equal(((1 + 2 / 3.0) / 2 + 0.5 + 1) / 3, metrics.AveragePrecision, 1e-15);
        Assert.Equal((3 + 2 + 0) / 3.0, metrics.CoverageError, 1e-15);
        Assert.Equal((0.5 + 0.5 + 0) / 3, metrics.RankingLoss, 1e-15);
    }
}
