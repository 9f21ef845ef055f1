using System.Text.Json;
using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Calibration;

public sealed class DecisionThresholdsTests
{
    private static readonly Predictions Sample = SyntheticPredictions.Of(seed: 3, rows: 80, oneSided: true);
    private static readonly CalibrationResult Calibration = Calibrator.Fit(
        Sample, CalibrationMethod.Temperature, CalibrationScope.PerLabel);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_candidate_has_a_better_F1_and_no_lower_one_is_as_good(int seed)
    {
        var predictions = SyntheticPredictions.Of(seed);
        for (var j = 0; j < predictions.LabelCount; j++)
        {
            var (probabilities, labels) = (Logistic.Sigmoid(predictions.LogitsOf(j)), predictions.LabelsOf(j));
            var chosen = DecisionThreshold.BestF1(ThresholdCounts.Of(probabilities, labels));
            double F1(double threshold) => Decisions.At(probabilities, [threshold], labels).CountsByLabel()[0].F1;
            Assert.Equal(chosen.F1, F1(chosen.Value), 1e-15);
            Assert.All(probabilities, p => Assert.True(F1(p) <= chosen.F1 + 1e-15));
            Assert.All(probabilities.Where(p => p < chosen.Value), p => Assert.True(F1(p) < chosen.F1));
        }
    }

    [Fact]
    public void An_exact_tie_goes_to_the_lowest_threshold()
    {
        // Three hits of three at .9, six of nineteen at .1, with thirteen positives: both 2·TP ÷ (predicted + 13) = 3/8.
        double[] probabilities = [.. Enumerable.Repeat(0.9, 3), .. Enumerable.Repeat(0.1, 16), .. Enumerable.Repeat(0.01, 500)];
        byte[] labels = [
            .. Enumerable.Repeat((byte)1, 6), .. Enumerable.Repeat((byte)0, 13), .. Enumerable.Repeat((byte)1, 7),
            .. Enumerable.Repeat((byte)0, 493)];
        Assert.Equal(new DecisionThreshold(0.1, 0.375), DecisionThreshold.BestF1(ThresholdCounts.Of(probabilities, labels)));
    }

    [Fact]
    public void Strategies_give_one_threshold_a_label()
    {
        DecisionThresholds Choose(ThresholdStrategy strategy) => DecisionThresholds.Choose(Sample, Calibration, strategy, given: 0.3);
        var global = Choose(ThresholdStrategy.GlobalF1);
        Assert.Equal(Enumerable.Repeat(global.Global, 4), global.Labels);
        Assert.Equal([0.3, 0.3, 0.3, 0.3], Choose(ThresholdStrategy.Fixed).Labels);
        Assert.Equal(global.Global, Choose(ThresholdStrategy.Fixed).Global);
        Assert.Equal(4, Choose(ThresholdStrategy.PerLabelF1).Labels.Distinct().Count());
    }

    [Fact]
    public void A_label_without_positives_is_never_predicted_also_after_json()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
        var text = JsonSerializer.Serialize(DecisionThresholds.Choose(Sample, Calibration, ThresholdStrategy.PerLabelF1), options);
        Assert.StartsWith("{\"strategy\":\"per_label_f1\",\"global\":0.", text, StringComparison.Ordinal);
        var read = JsonSerializer.Deserialize<DecisionThresholds>(text, options)!;
        Assert.Equal(text, JsonSerializer.Serialize(read, options));
        Assert.Equal(0, Decisions.At([1, 1, 1, 1], [.. read.Labels], [0, 0, 0, 0]).Predicted[0]);
    }

    [Fact]
    public void The_global_threshold_is_the_best_for_micro_F1()
    {
        var probabilities = Calibration.Calibrate(Sample.Logits, Sample.LabelCount);
        double MicroF1(double threshold) =>
            ClassificationMetrics.Of(Decisions.At(probabilities, [.. Enumerable.Repeat(threshold, Sample.LabelCount)], Sample.Labels))
                .Micro.F1;
        var chosen = DecisionThresholds.Choose(Sample, Calibration, ThresholdStrategy.GlobalF1).Global;
        Assert.All(probabilities.Distinct(), p => Assert.True(MicroF1(p) <= MicroF1(chosen)));
    }
}
