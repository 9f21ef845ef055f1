using System.Text.Json.Nodes;
using Emotune.Calibration;
using Emotune.Metrics;
using Xunit.Abstractions;

namespace Emotune.Model.Tests.Metrics;

public sealed class MetricsOracleTests(ITestOutputHelper output)
{
    [OracleFact]
    public void Decision_metrics_are_those_of_the_reference() => ForEachCase(1e-9, oracle =>
    {
        var half = Enumerable.Repeat(0.5, oracle.Score.LabelCount).ToArray();
        return new JsonObject
        {
            ["at_half"] = Decision(Decisions.At(Logistic.Sigmoid(oracle.Score.Logits), half, oracle.Score.Labels)),
            ["at_fitted_thresholds"] = Decision(Decisions.At(oracle.Scaled(oracle.Score), GivenThresholds(oracle), oracle.Score.Labels)),
        };
    });

    [OracleFact]
    public void Ranking_metrics_are_those_of_the_reference() => ForEachCase(1e-6, oracle =>
    {
        var labels = Enumerable.Range(0, oracle.Score.LabelCount)
            .Select(j => ThresholdCounts.Of(oracle.Score.LogitsOf(j), oracle.Score.LabelsOf(j))).ToArray();
        var all = ThresholdCounts.Of(oracle.Score.Logits, oracle.Score.Labels);
        var rows = LabelRankingMetrics.Of(oracle.Score);
        return new JsonObject
        {
            ["ranking"] = new JsonObject
            {
                ["per_label"] = JsonFigures.Array(labels.Select(l => new JsonObject
                {
                    ["average_precision"] = JsonFigures.Number(RankingMetrics.AveragePrecision(l)),
                    ["roc_auc"] = JsonFigures.Number(RankingMetrics.RocAuc(l)),
                })),
                ["macro_average_precision_over_defined"] = JsonFigures.Number(
                    RankingMetrics.MeanOfDefined(labels.Select(RankingMetrics.AveragePrecision))),
                ["macro_roc_auc_over_defined"] = JsonFigures.Number(RankingMetrics.MeanOfDefined(labels.Select(RankingMetrics.RocAuc))),
                ["micro_average_precision"] = JsonFigures.Number(RankingMetrics.AveragePrecision(all)),
                ["micro_roc_auc"] = JsonFigures.Number(RankingMetrics.RocAuc(all)),
                ["label_ranking_average_precision"] = rows.AveragePrecision,
                ["coverage_error"] = rows.CoverageError,
                ["ranking_loss"] = rows.RankingLoss,
            },
        };
    });

    [OracleFact]
    public void Calibration_errors_are_those_of_the_reference() => ForEachCase(1e-6, oracle => new JsonObject
    {
        ["calibration_before"] = CalibrationOf(oracle, [.. Enumerable.Repeat(1.0, oracle.Score.LabelCount)]),
        ["calibration_after_temperature"] = CalibrationOf(oracle, oracle.Temperatures()),
    });

    [OracleFact]
    public void Precision_recall_curves_are_those_of_the_reference() => ForEachCase(1e-9, oracle => new JsonObject
    {
        ["precision_recall_curves"] = JsonFigures.Array(
            oracle.ExpectedScore.GetProperty("precision_recall_curves").EnumerateArray().Select(given =>
        {
            var (label, stride) = (given.GetProperty("label").GetInt32(), given.GetProperty("stride").GetInt32());
            var curve = PrecisionRecallCurve.Of(ThresholdCounts.Of(oracle.Score.LogitsOf(label), oracle.Score.LabelsOf(label)));
            return new JsonObject
            {
                ["label"] = (double)label,
                ["points"] = (double)curve.Thresholds.Length,
                ["precision"] = EveryNth(curve.Precision, stride, given.GetProperty("precision").GetArrayLength()),
                ["recall"] = EveryNth(curve.Recall, stride, given.GetProperty("recall").GetArrayLength()),
                ["stride"] = (double)stride,
            };
        })),
    });

    [OracleFact]
    public void No_figure_of_the_reference_is_left_out()
    {
        string[] compared = [
            "at_half", "at_fitted_thresholds", "ranking", "calibration_before", "calibration_after_temperature", "precision_recall_curves"];
        foreach (var oracle in MetricsOracle.All())
            Assert.All(oracle.ExpectedScore.EnumerateObject(), p => Assert.Contains(p.Name, compared));
    }

    private void ForEachCase(double tolerance, Func<MetricsOracle, JsonObject> compute)
    {
        var (cases, figures) = (0, 0);
        foreach (var oracle in MetricsOracle.All())
        {
            foreach (var (name, computed) in compute(oracle))
                figures += JsonFigures.Compare(oracle.ExpectedScore.GetProperty(name), computed, tolerance, $"{oracle.Name}.{name}");
            cases++;
        }
        output.WriteLine($"{cases} cases, {figures} figures");
        Assert.NotEqual(0, figures);
    }

    /// <summary>As many as are given; whether the curve's end, which has no threshold, is among them depends on the stride.</summary>
    private static JsonArray EveryNth(double[] curve, int stride, int given)
    {
        Assert.InRange(given, (curve.Length - 1 + stride - 1) / stride, (curve.Length + stride - 1) / stride);
        return JsonFigures.Numbers(curve.Where((_, i) => i % stride == 0).Take(given));
    }

    /// <summary>
    /// The given thresholds; each is one of the validation probabilities, taken as they are computed here, so that a last bit does not
    /// part equals.
    /// </summary>
    private static double[] GivenThresholds(MetricsOracle oracle)
    {
        var probabilities = oracle.Scaled(oracle.Fit);
        return [.. oracle.ExpectedFit.GetProperty("per_label").EnumerateArray().Select((label, j) =>
        {
            if (MetricsOracle.Number(label.GetProperty("best_f1_threshold_on_temperature_scaled")) is not { } given)
                return DecisionThreshold.Never;
            var nearest = probabilities.Where((_, i) => i % oracle.Fit.LabelCount == j).MinBy(p => Math.Abs(p - given));
            Assert.Equal(given, nearest, 1e-14);
            return nearest;
        })];
    }

    private static JsonObject Decision(Decisions decisions)
    {
        var metrics = ClassificationMetrics.Of(decisions);
        static JsonObject Scores(Scores s) => new() { ["precision"] = s.Precision, ["recall"] = s.Recall, ["f1"] = s.F1 };
        return new JsonObject
        {
            ["micro"] = Scores(metrics.Micro),
            ["macro"] = Scores(metrics.Macro),
            ["weighted"] = Scores(metrics.Weighted),
            ["samples"] = Scores(metrics.Samples),
            ["per_label"] = JsonFigures.Array(metrics.Labels.Select(c => new JsonObject
            {
                ["precision"] = c.Precision,
                ["recall"] = c.Recall,
                ["f1"] = c.F1,
                ["support"] = (double)c.Positives,
                ["mcc"] = c.MatthewsCorrelation,
            })),
            ["hamming_loss"] = metrics.HammingLoss,
            ["subset_accuracy"] = metrics.SubsetAccuracy,
            ["jaccard_samples"] = metrics.JaccardSamples,
        };
    }

    private static JsonObject CalibrationOf(MetricsOracle oracle, double[] temperatures)
    {
        const int bins = 15;
        var labels = temperatures.Select((temperature, j) =>
        {
            var (logits, truth) = (oracle.Score.LogitsOf(j).Select(z => z / temperature).ToArray(), oracle.Score.LabelsOf(j));
            var probabilities = logits.Select(Logistic.Sigmoid).ToArray();
            var width = CalibrationError.EqualWidth(probabilities, truth, bins);
            return new Dictionary<string, double>
            {
                ["ece_width15"] = width.Expected,
                ["mce_width15"] = width.Maximum,
                ["rms_width15"] = width.RootMeanSquare,
                ["ece_mass15"] = CalibrationError.EqualMass(probabilities, truth, bins),
                ["brier"] = ProbabilityScores.Brier(probabilities, truth),
                ["nll"] = ProbabilityScores.NegativeLogLikelihood(logits, truth),
            };
        }).ToArray();
        return new JsonObject
        {
            ["per_label"] = JsonFigures.Array(
                labels.Select(l => new JsonObject(l.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value))))),
            ["macro"] = new JsonObject(labels[0].Keys.Select(k => KeyValuePair.Create(k, (JsonNode?)labels.Average(l => l[k])))),
        };
    }
}
