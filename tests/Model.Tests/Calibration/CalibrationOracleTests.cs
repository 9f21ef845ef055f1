using System.Text.Json;
using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Tests.Metrics;
using Xunit.Abstractions;

namespace Emotune.Model.Tests.Calibration;

public sealed class CalibrationOracleTests(ITestOutputHelper output)
{
    /// <summary>How far above the reference's a fit's mean negative log likelihood may be.</summary>
    private const double FitTolerance = 1e-8;

    [OracleFact]
    public void A_temperature_for_each_label_is_at_least_as_good_as_the_references() => ForEachCase(oracle =>
        CompareFits(
            oracle, CalibrationMethod.Temperature, label => (label.GetProperty("temperature"), label.GetProperty("nll")), given =>
                new TemperatureMap(given.GetDouble())));

    [OracleFact]
    public void Platt_scaling_is_at_least_as_good_as_the_references() => ForEachCase(oracle =>
        CompareFits(
            oracle,
            CalibrationMethod.Platt,
            label => label.GetProperty("platt") is { ValueKind: JsonValueKind.Object } platt
                ? (platt, platt.GetProperty("nll"))
                : (label.GetProperty("platt"), default),
            given => new PlattMap(given.GetProperty("scale").GetDouble(), given.GetProperty("shift").GetDouble())));

    [OracleFact]
    public void One_temperature_for_all_labels_is_at_least_as_good_as_the_references() => ForEachCase(oracle =>
    {
        var fitted = Calibrator.Fit(oracle.Fit, CalibrationMethod.Temperature, CalibrationScope.Global).Labels[0].Map;
        var given = new TemperatureMap(oracle.ExpectedFit.GetProperty("global_temperature").GetDouble());
        var loss = oracle.ExpectedFit.GetProperty("global_nll").GetDouble();
        Assert.Equal(loss, given.NegativeLogLikelihood(oracle.Fit.Logits, oracle.Fit.Labels), 1e-9);
        Assert.True(fitted.NegativeLogLikelihood(oracle.Fit.Logits, oracle.Fit.Labels) <= loss + FitTolerance, oracle.Name);
        return 1;
    });

    [OracleFact]
    public void Isotonic_values_are_the_references() => ForEachCase(oracle =>
    {
        var fitted = Calibrator.Fit(oracle.Fit, CalibrationMethod.Isotonic, CalibrationScope.PerLabel);
        return Labels(oracle).Count(label =>
        {
            var (expected, j) = (label.Expected.GetProperty("isotonic"), label.Index);
            if (expected.ValueKind == JsonValueKind.Null)
            {
                Assert.False(fitted.Labels[j].Converged);
                return false;
            }
            var (logits, map) = (oracle.Score.LogitsOf(j), fitted.Labels[j].Map);
            var values = expected.GetProperty("score_first20").EnumerateArray().Select(v => v.GetDouble()).ToArray();
            Assert.All(values.Select((v, i) => (v, i)), value => Assert.Equal(value.v, map.Probability(logits[value.i]), 1e-6));
            var onFit = oracle.Fit.LogitsOf(j).Select(z => map.Probability(z)).ToArray();
            Assert.Equal(expected.GetProperty("fit_brier").GetDouble(), ProbabilityScores.Brier(onFit, oracle.Fit.LabelsOf(j)), 1e-6);
            return true;
        });
    });

    [OracleFact]
    public void Thresholds_are_the_references() => ForEachCase(oracle =>
    {
        var probabilities = oracle.Scaled(oracle.Fit);
        var best = DecisionThresholds.BestPerLabel(probabilities, oracle.Fit.Labels, oracle.Fit.LabelCount);
        return Labels(oracle).Count(label =>
        {
            var (own, truth) = (best[label.Index], oracle.Fit.LabelsOf(label.Index));
            Assert.Equal(label.Expected.GetProperty("best_f1").GetDouble(), own.F1, 1e-9);
            var given = MetricsOracle.Number(label.Expected.GetProperty("best_f1_threshold_on_temperature_scaled"))
                ?? DecisionThreshold.Never;
            if (Math.Abs(given - own.Value) <= 1e-9)
                return true;
            // The reference's quotients round, so that it misses exact ties: then its threshold is a higher one of the same F1.
            var ofLabel = probabilities.Where((_, i) => i % oracle.Fit.LabelCount == label.Index).ToArray();
            var nearest = ofLabel.MinBy(p => Math.Abs(p - given));
            Assert.True(
                own.Value < given, FormattableString.Invariant($"{oracle.Name}, label {label.Index}: {own.Value:R}, given {given:R}"));
            Assert.Equal(
                Decisions.At(ofLabel, [own.Value], truth).CountsByLabel()[0].F1,
                Decisions.At(ofLabel, [nearest], truth).CountsByLabel()[0].F1);
            return true;
        });
    });

    [OracleFact]
    public void No_figure_of_the_reference_is_left_out()
    {
        string[] compared = ["temperature", "nll", "platt", "isotonic", "best_f1_threshold_on_temperature_scaled", "best_f1"];
        foreach (var oracle in MetricsOracle.All())
        {
            Assert.All(
                oracle.ExpectedFit.EnumerateObject(), p =>
                    Assert.Contains(p.Name, new[] { "per_label", "global_temperature", "global_nll" }));
            Assert.All(Labels(oracle).SelectMany(l => l.Expected.EnumerateObject()), p => Assert.Contains(p.Name, compared));
        }
    }

    private static int CompareFits(
        MetricsOracle oracle,
        CalibrationMethod method,
        Func<JsonElement, (JsonElement Parameters, JsonElement Loss)> expected,
        Func<JsonElement, CalibrationMap> toMap)
    {
        var fitted = Calibrator.Fit(oracle.Fit, method, CalibrationScope.PerLabel);
        return Labels(oracle).Count(label =>
        {
            var (parameters, given) = expected(label.Expected);
            var own = fitted.Labels[label.Index];
            if (parameters.ValueKind == JsonValueKind.Null)
            {
                Assert.False(own.Converged);
                Assert.Equal(own.NllBefore, own.NllAfter);
                return false;
            }
            var loss = given.GetDouble();
            var (logits, truth) = (oracle.Fit.LogitsOf(label.Index), oracle.Fit.LabelsOf(label.Index));
            Assert.Equal(loss, toMap(parameters).NegativeLogLikelihood(logits, truth), 1e-6);
            Assert.True(
                own.NllAfter <= loss + FitTolerance,
                FormattableString.Invariant($"{oracle.Name}, label {label.Index}: {own.NllAfter:R} above {loss:R}"));
            return true;
        });
    }

    private static IEnumerable<(JsonElement Expected, int Index)> Labels(MetricsOracle oracle) =>
        oracle.ExpectedFit.GetProperty("per_label").EnumerateArray().Select((label, j) => (label, j));

    private void ForEachCase(Func<MetricsOracle, int> compare)
    {
        var (cases, labels) = (0, 0);
        foreach (var oracle in MetricsOracle.All())
        {
            labels += compare(oracle);
            cases++;
        }
        output.WriteLine($"{cases} cases, {labels} fits or labels");
        Assert.NotEqual(0, labels);
    }
}
