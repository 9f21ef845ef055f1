using System.Runtime.Intrinsics;
using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Resampling;
using Emotune.Randomness;

namespace Emotune.Model.Tests.Metrics;

public sealed class CalibrationFiguresTests
{
    private const int Bins = 7;

    private static readonly Predictions Sample = SyntheticPredictions.Of(seed: 5, rows: 61, labels: 5);
    private static readonly CalibrationFiguresResampling Resampling = new(Columns(Sample), Bins);

    [Fact]
    public void On_the_rows_as_they_are_every_figure_is_the_plain_one()
    {
        var block = new ResampleBlock(Sample.Rows);
        block.LeaveOut(groups: 1, first: 0); // All but the first lane keep all rows.
        var figures = new Vector512<double>[Resampling.FigureCount];
        Resampling.Compute(block, figures);
        // The debiased square is resampled in parts of its own.
        int[] left = [
            CalibrationFiguresResampling.Macro(CalibrationFigure.DebiasedSquared),
            CalibrationFiguresResampling.Weighted(CalibrationFigure.DebiasedSquared)];
        Assert.All(
            Expected(Sample).Zip(figures).Where((_, i) => !left.Contains(i)), pair => Assert.Equal(pair.First, pair.Second[1], 1e-12));
    }

    [Fact]
    public void On_resamples_figures_over_equal_widths_are_those_of_the_rows_drawn()
    {
        var options = new BootstrapOptions(Resamples: 12, Seed: 4);
        var results = Bootstrap.Run(Sample.Rows, [Resampling], options)[0];
        for (var r = 0; r < options.Resamples; r++)
        {
            var random = new CounterRandom(options.Seed, r);
            var drawn = SyntheticPredictions.Take(
                Sample, [.. Enumerable.Range(0, Sample.Rows).Select(draw => random.Below(Sample.Rows, draw))]);
            var expected = Expected(drawn);
            // Bins of equal mass stay those of the rows as they are.
            var figures = Enum.GetValues<CalibrationFigure>()
                .Where(f => f is not (CalibrationFigure.EqualMass or CalibrationFigure.DebiasedSquared));
            foreach (var figure in figures)
            {
                Assert.Equal(expected[(int)figure], results[CalibrationFiguresResampling.Macro(figure)][r], 1e-12);
                Assert.Equal(
                    expected[CalibrationFigures.Count + (int)figure], results[CalibrationFiguresResampling.Weighted(figure)][r], 1e-12);
            }
        }
    }

    [Fact]
    public void Leaving_out_a_group_is_computing_without_its_rows()
    {
        var decisions = Decisions.At(Logistic.Sigmoid(Sample.Logits), [0.5, 0.5, 0.5, 0.5, 0.5], Sample.Labels);
        var results = Bootstrap.LeaveOut(
            Sample.Rows, [new F1Resampling(decisions), new AveragePrecisionResampling(Sample)], new BootstrapOptions());
        Assert.Equal(Sample.Rows, results[0][0].Length);
        for (var row = 0; row < Sample.Rows; row += 20)
        {
            var rest = SyntheticPredictions.Take(Sample, [.. Enumerable.Range(0, Sample.Rows).Where(r => r != row)]);
            var metrics = ClassificationMetrics.Of(Decisions.At(Logistic.Sigmoid(rest.Logits), [0.5, 0.5, 0.5, 0.5, 0.5], rest.Labels));
            Assert.Equal(metrics.Micro.F1, results[0][F1Resampling.Micro][row], 1e-12);
            Assert.Equal(metrics.Macro.F1, results[0][F1Resampling.Macro][row], 1e-12);
            Assert.Equal(
                RankingMetrics.AveragePrecision(ThresholdCounts.Of(rest.LogitsOf(2), rest.LabelsOf(2)))!.Value,
                results[1][AveragePrecisionResampling.FirstLabel + 2][row],
                1e-12);
        }
    }

    private static double[] Expected(Predictions rows)
    {
        var columns = Columns(rows);
        double[][] labels = [
            .. columns.Labels.Select((y, j) => CalibrationFigures.Of(columns.Probabilities[j], columns.Logits[j], y, Bins))];
        double[] positives = [.. columns.Labels.Select(y => (double)y.Sum(v => v))];
        return
        [
            .. Enumerable.Range(0, CalibrationFigures.Count).Select(f => labels.Average(l => l[f])),
            .. Enumerable.Range(0, CalibrationFigures.Count).Select(f => labels.Zip(positives, (l, n) => l[f] * n).Sum() / positives.Sum()),
        ];
    }

    private static ProbabilityColumns Columns(Predictions predictions) =>
        CalibratedColumns.Of(predictions, Enumerable.Repeat(new TemperatureMap(1.3), predictions.LabelCount));
}
