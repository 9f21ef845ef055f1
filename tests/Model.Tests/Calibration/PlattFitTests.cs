using System.Diagnostics;
using Emotune.Calibration;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Calibration;

public sealed class PlattFitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_gradient_vanishes_and_no_neighbour_is_better(int seed)
    {
        var predictions = SyntheticPredictions.Of(seed, rows: 120);
        for (var j = 0; j < predictions.LabelCount; j++)
        {
            var (logits, labels) = (predictions.LogitsOf(j), predictions.LabelsOf(j));
            var fit = PlattFit.Of(logits, labels);
            var map = Assert.IsType<PlattMap>(fit.Map);
            Assert.True(fit.Converged);
            var errors = logits.Select((z, i) => fit.Map.Probability(z) - labels[i]).ToArray();
            Assert.Equal(0, errors.Average(), 1e-12);
            Assert.Equal(0, errors.Zip(logits, (e, z) => e * z).Average(), 1e-12);
            foreach (var (a, c) in new[] { (0.01, 0.0), (-0.01, 0.0), (0.0, 0.01), (0.0, -0.01) })
            {
                Assert.True(fit.Map.NegativeLogLikelihood(logits, labels)
                    < new PlattMap(map.Scale + a, map.Shift + c).NegativeLogLikelihood(logits, labels));
            }
        }
    }

    [Fact]
    public void Two_logits_are_known_in_closed_form()
    {
        // σ(c) = 1/3 at z = 0 and σ(a + c) = 3/4 at z = 1.
        var map = Assert.IsType<PlattMap>(PlattFit.Of([0, 0, 0, 1, 1, 1, 1], [1, 0, 0, 1, 1, 1, 0]).Map);
        Assert.Equal(-Math.Log(2), map.Shift, 1e-12);
        Assert.Equal(Math.Log(3) + Math.Log(2), map.Scale, 1e-12);
    }

    [Fact]
    public void Logits_far_from_zero_converge()
    {
        var fit = PlattFit.Of([1000, 1001, 1002, 1003], [0, 1, 0, 1]);
        Assert.True(fit.Converged);
        Assert.Equal(0.5, (fit.Map.Probability(1001) + fit.Map.Probability(1002)) / 2, 1e-9);
    }

    [Theory]
    [InlineData(new float[] { 1, 2, 3, 4 }, new byte[] { 0, 0, 1, 1 }, 1)]
    [InlineData(new float[] { 1, 2, 3, 4 }, new byte[] { 1, 1, 0, 0 }, -1)]
    public void Separable_labels_get_the_mildest_scale_that_is_as_good_and_say_so(float[] logits, byte[] labels, int sign)
    {
        var fit = PlattFit.Of(logits, labels);
        Assert.False(fit.Converged);
        Assert.Equal(sign, Math.Sign(Assert.IsType<PlattMap>(fit.Map).Scale));
        Assert.InRange(fit.Map.NegativeLogLikelihood(logits, labels), 0.9e-9, 1e-9);
        Assert.Equal(0.5, fit.Map.Probability(2.5), 1e-12);
    }

    [Fact]
    public void Classes_that_touch_keep_the_share_of_positives_where_they_do()
    {
        var fit = PlattFit.Of([1, 2, 2, 2, 3], [0, 0, 0, 1, 1]);
        Assert.False(fit.Converged);
        Assert.Equal(1 / 3.0, fit.Map.Probability(2), 1e-12);
        Assert.Equal(0, fit.Map.Probability(1), 1e-8);
        Assert.Equal(1, fit.Map.Probability(3), 1e-8);
    }

    [Fact]
    public void Saturated_logits_end_the_search_at_once()
    {
        const int Times = 20_000;
        float[] logits = [-19499.502f, 0.17852357f, -65574484f, 0.052339233f, -0.1909904f];
        byte[] labels = [1, 1, 1, 0, 1];
        var watch = Stopwatch.StartNew();
        var fit = PlattFit.Of(
            [.. Enumerable.Repeat(logits, Times).SelectMany(z => z)], [.. Enumerable.Repeat(labels, Times).SelectMany(y => y)]);

        Assert.Equal(Fit.NotSettled(200), fit);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 4);
    }

    [Fact]
    public void One_class_keeps_its_logits_and_one_logit_gives_the_share_of_positives()
    {
        Assert.Equal(new PlattMap(1, 0), PlattFit.Of([1, 2], [0, 0]).Map);
        Assert.Equal(0.25, PlattFit.Of([7, 7, 7, 7], [0, 1, 0, 0]).Map.Probability(7), 1e-15);
    }
}
