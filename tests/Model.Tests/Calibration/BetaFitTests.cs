using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Tests.Metrics;
using Emotune.Randomness;

namespace Emotune.Model.Tests.Calibration;

public sealed class BetaFitTests
{
    [Fact]
    public void The_map_is_that_of_the_paper()
    {
        var map = new BetaMap(2, 0.5, 0.25);
        var p = Logistic.Sigmoid(0.75);
        var expected = 1 / (1 + 1 / (Math.Exp(0.25) * Math.Pow(p, 2) / Math.Pow(1 - p, 0.5)));
        Assert.Equal(expected, map.Probability(0.75), 1e-15);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_neighbour_is_better_and_Platt_scaling_is_no_better(int seed)
    {
        var sample = SyntheticPredictions.Of(seed, rows: 300);
        for (var j = 0; j < sample.LabelCount; j++)
        {
            var (logits, labels) = (sample.LogitsOf(j), sample.LabelsOf(j));
            var fit = BetaFit.Of(logits, labels);
            var (a, b, c) = Assert.IsType<BetaMap>(fit.Map);
            var loss = fit.Map.NegativeLogLikelihood(logits, labels);
            Assert.True(fit.Converged && a >= 0 && b >= 0, fit.Note);
            Assert.True(loss <= PlattFit.Of(logits, labels).Map.NegativeLogLikelihood(logits, labels) + 1e-12);
            foreach (var (da, db, dc) in new (double, double, double)[] { (1e-3, 0, 0), (-1e-3, 0, 0), (0, 1e-3, 0), (0, -1e-3, 0),
                (0, 0, 1e-3), (0, 0, -1e-3) })
            {
                if (a + da >= 0 && b + db >= 0)
                    Assert.True(new BetaMap(a + da, b + db, c + dc).NegativeLogLikelihood(logits, labels) > loss);
            }
        }
    }

    [Fact]
    public void The_truth_is_found_where_the_model_holds()
    {
        var random = new CounterRandom(4, 2);
        var truth = new BetaMap(0.5, 1.5, -0.5);
        var logits = random.Normal(200_000, 2);
        byte[] labels = [.. logits.Select((z, i) => random.Uniform(1_000_000 + i) < truth.Probability(z) ? (byte)1 : (byte)0)];
        var map = Assert.IsType<BetaMap>(BetaFit.Of(logits, labels).Map);
        Assert.Equal(0.5, map.PositiveScale, 0.06);
        Assert.Equal(1.5, map.NegativeScale, 0.06);
        Assert.Equal(-0.5, map.Shift, 0.06);
    }

    [Fact]
    public void Scores_the_wrong_way_round_become_the_share_of_positives()
    {
        var map = Assert.IsType<BetaMap>(BetaFit.Of([2, 1, 0, -1], [0, 0, 1, 0]).Map);
        Assert.Equal(0, map.PositiveScale);
        Assert.Equal(0.25, map.Probability(-5), 1e-6);
    }

    [Fact]
    public void Separable_labels_and_one_class_are_said_so()
    {
        var separable = BetaFit.Of([-2, -1, 1, 2], [0, 0, 1, 1]);
        Assert.False(separable.Converged);
        Assert.StartsWith("The two classes are separable", separable.Note, StringComparison.Ordinal);
        Assert.Equal(Logistic.Sigmoid(0.3), BetaFit.Of([1, 2], [0, 0]).Map.Probability(0.3), 1e-15);
        Assert.StartsWith("Only one class", BetaFit.Of([1, 2], [0, 0]).Note, StringComparison.Ordinal);
    }
}
