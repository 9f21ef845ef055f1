using Emotune.Metrics;

namespace Emotune.Model.Tests.Metrics;

public sealed class ClassificationMetricsTests
{
    // Three comments, three labels. Label 0: TP 1, FN 1, TN 1. Label 1: TP 1, FP 1, TN 1. Label 2: nothing true, nothing predicted.
    private static readonly Decisions Small = new(
        Predicted: [1, 1, 0, 0, 1, 0, 0, 0, 0],
        Labels: [1, 0, 0, 1, 1, 0, 0, 0, 0],
        LabelCount: 3);

    [Fact]
    public void Counts_are_taken_label_by_label() => Assert.Equal(
        [new ConfusionCounts(1, 0, 1, 1), new ConfusionCounts(1, 1, 0, 1), new ConfusionCounts(0, 0, 0, 3)],
        Small.CountsByLabel());

    [Fact]
    public void Averages_are_taken_four_ways()
    {
        var metrics = ClassificationMetrics.Of(Small);
        AssertScores(2 / 3.0, 2 / 3.0, 2 / 3.0, metrics.Micro);
        AssertScores(1.5 / 3, 1.5 / 3, (2 / 3.0 + 2 / 3.0) / 3, metrics.Macro);
        AssertScores((2 * 1 + 0.5) / 3, (2 * 0.5 + 1) / 3, 2 / 3.0, metrics.Weighted);
        AssertScores((0.5 + 1 + 0) / 3, (1 + 0.5 + 0) / 3, (2 / 3.0 + 2 / 3.0) / 3, metrics.Samples);
    }

    [Fact]
    public void Losses_count_wrong_decisions_and_wrong_comments()
    {
        var metrics = ClassificationMetrics.Of(Small);
        Assert.Equal(2 / 9.0, metrics.HammingLoss, 1e-15);
        Assert.Equal(1 / 3.0, metrics.SubsetAccuracy, 1e-15);
        Assert.Equal((0.5 + 0.5 + 0) / 3, metrics.JaccardSamples, 1e-15);
    }

    [Fact]
    public void Correlation_is_one_when_all_is_right_and_zero_where_undefined()
    {
        Assert.Equal(1, new ConfusionCounts(3, 0, 0, 7).MatthewsCorrelation, 1e-15);
        Assert.Equal(-1, new ConfusionCounts(0, 4, 6, 0).MatthewsCorrelation, 1e-15);
        Assert.Equal(0, new ConfusionCounts(3, 2, 0, 0).MatthewsCorrelation);
        Assert.Equal((6 * 3 - 1 * 2) / Math.Sqrt(7.0 * 8 * 4 * 5), new ConfusionCounts(6, 1, 2, 3).MatthewsCorrelation, 1e-15);
    }

    [Fact]
    public void A_probability_at_its_threshold_is_positive_and_none_reaches_a_threshold_above_one() =>
        Assert.Equal([1, 0, 0], Decisions.At([0.5, 0.5, 1.0], [0.5, 0.5000001, 2], [0, 0, 0]).Predicted);

    private static void AssertScores(double precision, double recall, double f1, Scores scores)
    {
        Assert.Equal(precision, scores.Precision, 1e-15);
        Assert.Equal(recall, scores.Recall, 1e-15);
        Assert.Equal(f1, scores.F1, 1e-15);
    }
}
