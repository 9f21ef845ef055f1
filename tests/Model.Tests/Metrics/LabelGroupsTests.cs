using Emotune.Metrics;

namespace Emotune.Model.Tests.Metrics;

public sealed class LabelGroupsTests
{
    [Fact]
    public void A_group_is_marked_where_any_of_its_labels_is()
    {
        var groups = new LabelGroups([[2], [0, 3]]);
        Assert.Equal([0, 1, 1, 1, 0, 0], groups.Any([1, 1, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0], 4));
    }

    [Theory]
    [InlineData(0.3, 0.6)]
    [InlineData(0.001, 0.999)]
    public void At_least_one_of_two_has_the_probability_of_independent_labels(double p, double q) =>
        Assert.Equal(1 - (1 - p) * (1 - q), Logistic.Sigmoid(LabelGroups.Either(Logistic.Logit(p), Logistic.Logit(q))), 1e-14);

    [Theory]
    [InlineData(-60, -61, -59.686738)]
    [InlineData(-900, 5, 5)]
    [InlineData(700, 700, 1400)]
    public void Small_and_large_odds_are_not_lost(double first, double second, double expected) =>
        Assert.Equal(expected, LabelGroups.Either(first, second), 1e-6);

    [Fact]
    public void A_label_alone_keeps_its_very_numbers()
    {
        var labels = new ProbabilityColumns([[0.25, 0.5], [0.75, 1]], [[-1, 0], [1, 40]], [[0, 1], [1, 1]]);
        var groups = new LabelGroups([[1]]).Of(labels, [0, 1]);
        Assert.Same(labels.Probabilities[1], groups.Probabilities[0]);
        Assert.Same(labels.Logits[1], groups.Logits[0]);
        Assert.Equal([0, 1], groups.Labels[0]);
    }
}
