using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Resampling;
using Emotune.Model.Tests.Metrics;
using Emotune.Randomness;

namespace Emotune.Model.Tests.Resampling;

public sealed class LossChangesTests
{
    private static readonly Predictions Sample = SyntheticPredictions.Of(seed: 5, rows: 120);

    [Theory]
    [InlineData(BootstrapInterval.Percentile)]
    [InlineData(BootstrapInterval.Bca)]
    internal void A_change_for_the_worse_is_significant_and_none_is_not(BootstrapInterval interval)
    {
        // Two labels as they are, two not nearly confident enough.
        double[] temperatures = [1, 1, 8, 20];
        var changes = Of(temperatures, new BootstrapOptions(Resamples: 500) { Interval = interval });
        Assert.Equal(["a", "b", "c", "d"], changes.Select(c => c.Name));
        Assert.All(
            changes.Take(2), c =>
                Assert.Equal(
                    (0, 0, 0, 1, 1), (c.Difference!.Value, c.Interval!.Low, c.Interval.High, c.PValue!.Value, c.AdjustedPValue!.Value)));
        Assert.All(changes.Skip(2), c =>
        {
            Assert.Equal(c.Second - c.First, c.Difference);
            Assert.InRange(c.Difference!.Value, c.Interval!.Low, c.Interval.High);
            Assert.True(c.Interval.Low > 0);
            // Four labels, ten times the draws that are asked for.
            Assert.Equal(2.0 / 5_001, c.PValue!.Value, 1e-15);
            Assert.InRange(c.AdjustedPValue!.Value, 3 * c.PValue.Value, 4 * c.PValue.Value + 1e-15);
        });
    }

    [Fact]
    public void On_resamples_it_is_the_change_on_the_rows_drawn()
    {
        var options = new BootstrapOptions(Resamples: 9, Seed: 4);
        var (raw, calibrated) = (Columns(Sample, [1, 1, 1, 1]), Columns(Sample, [2, 2, 2, 2]));
        var resampled = Bootstrap.Run(Sample.Rows, [new LossChangeResampling(raw, calibrated)], options)[0];
        for (var r = 0; r < options.Resamples; r++)
        {
            var random = new CounterRandom(options.Seed, r);
            var drawn = SyntheticPredictions.Take(
                Sample, [.. Enumerable.Range(0, Sample.Rows).Select(draw => random.Below(Sample.Rows, draw))]);
            double Loss(int label, double t) =>
                ProbabilityScores.NegativeLogLikelihood([.. drawn.LogitsOf(label).Select(z => z / t)], drawn.LabelsOf(label));
            for (var j = 0; j < 4; j++)
                Assert.Equal(Loss(j, 2) - Loss(j, 1), resampled[j][r], 1e-12);
        }
    }

    private static IReadOnlyList<PairedDifference> Of(double[] temperatures, BootstrapOptions options)
    {
        var (raw, calibrated) = (Columns(Sample, [1, 1, 1, 1]), Columns(Sample, temperatures));
        double[] Losses(ProbabilityColumns columns) =>
            [.. columns.Logits.Zip(columns.Labels, (z, y) => ProbabilityScores.NegativeLogLikelihood(z, y))];
        return LossChanges.Of(raw, calibrated, ["a", "b", "c", "d"], Losses(raw), Losses(calibrated), options);
    }

    private static ProbabilityColumns Columns(Predictions predictions, double[] temperatures) =>
        CalibratedColumns.Of(predictions, temperatures.Select(t => new TemperatureMap(t)));
}
