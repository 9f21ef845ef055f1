using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Calibration;

public sealed class IsotonicFitTests
{
    [Fact]
    public void Violators_are_pooled_and_equal_logits_are_one_point()
    {
        // By logit: −2 → 0; −1, 0 → 1, 0 pooled to ½ with the tie at 0; 1 → 1.
        var map = IsotonicFit.Of([-2, -1, 0, 0, 1], [0, 1, 0, 1, 1]).Map;
        Assert.Equal(0, map.Probability(-2), 1e-15);
        Assert.Equal(2 / 3.0, map.Probability(-1), 1e-15);
        Assert.Equal(2 / 3.0, map.Probability(0), 1e-15);
        Assert.Equal(1, map.Probability(1), 1e-15);
    }

    [Fact]
    public void Between_points_the_function_is_linear_in_the_raw_probability_and_outside_constant()
    {
        var map = IsotonicFit.Of([-1, 1], [0, 1]).Map;
        Assert.Equal(0.5, map.Probability(0), 1e-15);
        Assert.Equal((0, 1), (map.Probability(-9), map.Probability(9)));
        var share = (Logistic.Sigmoid(0.5) - Logistic.Sigmoid(-1)) / (Logistic.Sigmoid(1) - Logistic.Sigmoid(-1));
        Assert.Equal(share, map.Probability(0.5), 1e-15);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_function_never_falls_and_no_constant_shift_of_a_step_is_better(int seed)
    {
        var predictions = SyntheticPredictions.Of(seed, rows: 150);
        for (var j = 0; j < predictions.LabelCount; j++)
        {
            var (logits, labels) = (predictions.LogitsOf(j), predictions.LabelsOf(j));
            var map = Assert.IsType<IsotonicMap>(IsotonicFit.Of(logits, labels).Map);
            Assert.Equal(map.Knots.Select(k => k.Calibrated).Order(), map.Knots.Select(k => k.Calibrated));
            // A step of the least-squares solution is the mean of the labels on it.
            Assert.All(
                logits.Zip(labels).GroupBy(x => map.Probability(x.First)), step =>
                    Assert.Equal(step.Average(x => x.Second), step.Key, 1e-12));
        }
    }

    [Fact]
    public void Zeros_and_ones_have_a_finite_loss()
    {
        var map = IsotonicFit.Of([-1, 1], [0, 1]).Map;
        var loss = map.NegativeLogLikelihood([-1f, 1f], [1, 0]);
        Assert.InRange(loss, 36, 37);
    }

    [Fact]
    public void One_class_keeps_its_probabilities()
    {
        var fit = IsotonicFit.Of([1, 2], [1, 1]);
        Assert.False(fit.Converged);
        Assert.Equal(Logistic.Sigmoid(1), fit.Map.Probability(1));
    }
}
