using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Calibration;

public sealed class ThresholdChoiceTests
{
    [Theory]
    [InlineData(0.8, 0.5, 1, 1, 2 / 3.0)] // log-odds (ln 4 + 0) ÷ 2 = ln 2
    [InlineData(0.8, 0.5, 0, 3, 0.5)] // no positives: the global one
    [InlineData(0.8, 0.5, 9, 0, 0.8)] // no shrinkage: its own
    [InlineData(0.2, 0.8, 2, 2, 0.5)] // halfway
    [InlineData(DecisionThreshold.Never, 0.3, 0, 1, 0.3)]
    [InlineData(DecisionThreshold.Never, 0.3, 0, 0, DecisionThreshold.Never)]
    [InlineData(DecisionThreshold.Never, 0.3, 5, 1, DecisionThreshold.Never)]
    public void A_threshold_is_pulled_to_the_global_one_by_its_positives(
        double own, double global, int positives, double strength, double expected) =>
        Assert.Equal(expected, ThresholdChoice.Shrunk(own, global, positives, strength), 1e-15);

    [Fact]
    public void The_average_is_of_log_odds_and_never_where_half_never_predict()
    {
        Assert.Equal(0.5, ThresholdChoice.Average([0.2, 0.8]), 1e-15);
        Assert.Equal(0.25, ThresholdChoice.Average([0.1, 0.5, DecisionThreshold.Never]), 1e-15); // σ((ln ⅑ + 0) ÷ 2) = σ(ln ⅓)
        Assert.Equal(DecisionThreshold.Never, ThresholdChoice.Average([0.2, DecisionThreshold.Never]));
    }

    [Fact]
    public void Shrinkage_goes_by_each_labels_positives()
    {
        var sample = SyntheticPredictions.Of(seed: 3, rows: 80, oneSided: true);
        var probabilities = Logistic.Sigmoid(sample.Logits);
        DecisionThresholds With(double strength) =>
            DecisionThresholds.Choose(sample, probabilities, new ThresholdOptions(ThresholdStrategy.PerLabelF1) { Shrinkage = strength });
        var (own, shrunk) = (With(0), With(25));
        Assert.Equal(own.Global, shrunk.Global);
        Assert.Equal(own.Global, shrunk.Labels[0]); // nobody carries it
        for (var j = 1; j < 4; j++)
            Assert.Equal(ThresholdChoice.Shrunk(own.Labels[j], own.Global, sample.LabelsOf(j).Sum(y => y), 25), shrunk.Labels[j]);
    }

    [Theory]
    [InlineData(ThresholdObjective.MicroF1)]
    [InlineData(ThresholdObjective.MacroF1)]
    [InlineData(ThresholdObjective.MeanF1)]
    internal void Ascent_reaches_the_best_of_all_combinations_of_two_labels(ThresholdObjective objective)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var sample = SyntheticPredictions.Of(seed, rows: 25, labels: 2);
            var probabilities = Logistic.Sigmoid(sample.Logits);
            double Value(double first, double second)
            {
                var metrics = ClassificationMetrics.Of(Decisions.At(probabilities, [first, second], sample.Labels));
                var (micro, macro) = (metrics.Micro.F1, metrics.Macro.F1);
                return objective switch
                {
                    ThresholdObjective.MicroF1 => micro,
                    ThresholdObjective.MacroF1 => macro,
                    _ =>
                    (micro + macro) / 2
                };
            }
            double[] Candidates(int j) =>
                [.. Enumerable.Range(0, sample.Rows).Select(row => probabilities[row * 2 + j]).Append(DecisionThreshold.Never).Distinct()];
            var best = Candidates(0).SelectMany(_ => Candidates(1), Value).Max();
            var chosen = DecisionThresholds.Choose(
                sample, probabilities, new ThresholdOptions(ThresholdStrategy.CoordinateAscent) { Objective = objective }).Labels;
            Assert.Equal(best, Value(chosen[0], chosen[1]), 1e-12);
        }
    }

    [Fact]
    public void Ascent_on_micro_F1_gives_up_a_label_that_costs_more_than_it_finds()
    {
        // First label: ten hits of ten. Second: its one positive lies below nine others, so that finding it adds nine errors.
        double[] probabilities = [
            .. Enumerable.Range(0, 20).SelectMany(row => new[] { row < 10 ? 0.9 : 0.1, row < 9 ? 0.8 : row == 9 ? 0.7 : 0.2 })];
        byte[] labels = [
            .. Enumerable.Range(0, 20).SelectMany(row => new byte[] { row < 10 ? (byte)1 : (byte)0, row == 9 ? (byte)1 : (byte)0 })];
        var sample = new Predictions(new float[40], labels, 2);
        DecisionThresholds With(ThresholdObjective objective) =>
            DecisionThresholds.Choose(
                sample, probabilities, new ThresholdOptions(ThresholdStrategy.CoordinateAscent) { Objective = objective });
        Assert.Equal([0.9, DecisionThreshold.Never], With(ThresholdObjective.MicroF1).Labels);
        Assert.Equal([0.9, 0.7], With(ThresholdObjective.MacroF1).Labels);
    }

    [Fact]
    public void A_label_without_positives_is_never_predicted_by_ascent()
    {
        var sample = SyntheticPredictions.Of(seed: 3, rows: 80, oneSided: true);
        var chosen = DecisionThresholds.Choose(
            sample, Logistic.Sigmoid(sample.Logits), new ThresholdOptions(ThresholdStrategy.CoordinateAscent));
        Assert.Equal(DecisionThreshold.Never, chosen.Labels[0]);
        Assert.Null(chosen.HeldOut);
    }
}
