using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Metrics;

namespace Emotune.Model.Tests.Metrics;

public sealed class ValidationScoreTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Each_F1_is_the_best_over_all_single_thresholds(int seed)
    {
        var predictions = SyntheticPredictions.Of(seed, oneSided: true);
        var probabilities = Logistic.Sigmoid(predictions.Logits);
        var all = probabilities.Distinct()
            .Select(
                t => ClassificationMetrics.Of(
                    Decisions.At(probabilities, [.. Enumerable.Repeat(t, predictions.LabelCount)], predictions.Labels)))
            .ToArray();
        var score = ValidationScore.Of(predictions);
        Assert.Equal(all.Max(m => m.Micro.F1), score.MicroF1, 1e-12);
        Assert.Equal(all.Max(m => m.Macro.F1), score.MacroF1, 1e-12);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Average_precision_and_loss_are_those_of_the_metrics(int seed)
    {
        var predictions = SyntheticPredictions.Of(seed, oneSided: true);
        var labels = Enumerable.Range(0, predictions.LabelCount)
            .Select(j => RankingMetrics.AveragePrecision(ThresholdCounts.Of(predictions.LogitsOf(j), predictions.LabelsOf(j))));
        var score = ValidationScore.Of(predictions);
        Assert.Equal(RankingMetrics.MeanOfDefined(labels)!.Value, score.MacroAveragePrecision, 1e-12);
        Assert.Equal(ProbabilityScores.NegativeLogLikelihood(predictions.Logits, predictions.Labels), score.Loss, 1e-15);
    }

    [Fact]
    public void Metrics_choose_figure_and_direction()
    {
        var predictions = SyntheticPredictions.Of(6);
        var score = ValidationScore.Of(predictions);
        var metrics = Enum.GetValues<ValidationMetric>();
        Assert.Equal(
            [score.MicroF1, score.MacroF1, score.MacroAveragePrecision, score.Loss],
            metrics.Select(metric => ValidationScore.Compute(predictions, metric)));
        Assert.Equal([true, true, true, false], metrics.Select(metric => metric.HigherIsBetter()));
    }

    [Fact]
    public void A_metric_is_called_in_files_as_in_the_programs_JSON() =>
        Assert.All(Enum.GetValues<ValidationMetric>(), metric => Assert.Equal($"\"{metric.Name()}\"", Json.Line(metric)));

    [Fact]
    public void Validation_without_positives_is_EXP5005() =>
        Assert.Equal(
            "EXP5005",
            Assert.Throws<DiagnosticException>(() => ValidationScore.Of(new Predictions([1, 2], [0, 0], 2))).Diagnostics[0].Code);
}
