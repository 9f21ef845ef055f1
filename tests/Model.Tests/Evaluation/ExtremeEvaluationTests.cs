using System.Text.Json.Nodes;
using Emotune.Calibration;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;

namespace Emotune.Model.Tests.Evaluation;

/// <summary>Logits that are finite and no more, from calibration to <c>metrics.json</c>.</summary>
public sealed class ExtremeEvaluationTests
{
    public static Cases ByMethod
    {
        get
        {
            var cases = new Cases();
            foreach (var method in Enum.GetValues<CalibrationMethod>())
            {
                cases.Add(method, new[] { 459543.6f, -153.6789f }, new byte[] { 1, 0 });
                cases.Add(method, new[] { 3e38f, -3e38f, 1e-30f, 0, 1e30f, -1 }, new byte[] { 0, 1, 1, 0, 1, 0 });
                cases.Add(method, new[] { 0.56450576f, 0.7796156f, -2.7852081e29f, 0.2699347f, 5.000541f }, new byte[] { 0, 0, 0, 1, 1 });
                cases.Add(
                    method, new[] { -64422690f, -1.8534496e-07f, 5933050, 2.058863e-05f, 0.00077725213f, -14.489884f },
                    new byte[] { 0, 1, 1, 1, 0, 0 });
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(ByMethod))]
    internal void No_interval_has_a_bound_that_is_not_a_number(CalibrationMethod method, float[] logits, byte[] labels)
    {
        var predictions = new Predictions(logits, labels, 1);
        var calibration = Calibrator.Fit(predictions, method, CalibrationScope.PerLabel);
        var thresholds = DecisionThresholds.Choose(predictions, calibration, ThresholdStrategy.PerLabelF1);
        var options = new EvaluationOptions(Bins: 15, new BootstrapOptions(Resamples: 200) { Interval = BootstrapInterval.Bca });
        var report = Evaluator.Evaluate(predictions, calibration, thresholds, ["joy"], 0, options).Report;
        Assert.All(Intervals(JsonNode.Parse(Json.Text(report))!), interval =>
            Assert.True(interval["low"] is not null && interval["high"] is not null, $"{interval.GetPath()}: {interval}"));
    }

    private static IEnumerable<JsonObject> Intervals(JsonNode node) => node switch
    {
        JsonObject found when found.ContainsKey("low") => [found],
        JsonObject inner => inner.Where(p => p.Value is not null).SelectMany(p => Intervals(p.Value!)),
        JsonArray items => items.Where(i => i is not null).SelectMany(i => Intervals(i!)),
        _ => [],
    };
}
