using Emotune.Metrics;

namespace Emotune.Model.Tests.Metrics;

public sealed class BrierDecompositionTests
{
    [Fact]
    public void Parts_are_Murphys()
    {
        // [0, ½): probability .2, half positive, 2 rows. [½, 1]: probability .8, all positive, 2 rows. Three of four are positive.
        var parts = BrierDecomposition.Of([0.2, 0.2, 0.8, 0.8], [0, 1, 1, 1], 2);
        Assert.Equal(0.5 * 0.09 + 0.5 * 0.04, parts.Reliability, 1e-15);
        Assert.Equal(0.0625, parts.Resolution, 1e-15);
        Assert.Equal(0.1875, parts.Uncertainty, 1e-15);
        Assert.Equal(0, parts.WithinBins, 1e-15);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(15)]
    public void Parts_add_up_to_the_score(int bins)
    {
        var sample = SyntheticPredictions.Of(seed: 6, rows: 130);
        for (var j = 0; j < sample.LabelCount; j++)
        {
            var (probabilities, labels) = (Logistic.Sigmoid(sample.LogitsOf(j)), sample.LabelsOf(j));
            var parts = BrierDecomposition.Of(probabilities, labels, bins);
            Assert.Equal(
                ProbabilityScores.Brier(probabilities, labels),
                parts.Reliability - parts.Resolution + parts.Uncertainty + parts.WithinBins, 1e-15);
        }
    }
}
