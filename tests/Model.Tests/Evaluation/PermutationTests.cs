using System.Text.Json;
using System.Text.Json.Nodes;
using Emotune.Calibration;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Evaluation;

/// <summary>What a figure means does not depend on the order in which comments and labels stand.</summary>
public sealed class PermutationTests
{
    // A sum in another order is rounded otherwise, and a fit that ends near its best ends elsewhere near it.
    private const double Rounding = 1e-12, NearTheBest = 1e-9;

    // An interval draws comments by their places, and a p-value comes from the same draws.
    private static readonly string[] FromDraws = ["interval", "nll_p_value", "nll_adjusted_p_value"];

    // Bins of equal mass take equal probabilities as they come, and isotonic regression makes many of them equal.
    private static readonly string[] OfEqualMass =
        ["equal_mass_calibration_error", "debiased_calibration_error", "debiased_squared_error", "debiased_squared_after"];

    public static IEnumerable<object[]> Cases() =>
        Enum.GetValues<CalibrationMethod>().SelectMany(_ => Enumerable.Range(1, 2), object[] (method, seed) => [method, seed]);

    [Theory]
    [MemberData(nameof(Cases))]
    internal void Rows_in_another_order_have_the_same_calibrations_and_thresholds(CalibrationMethod method, int seed)
    {
        var validation = SyntheticPredictions.Of(seed, rows: 200);
        var permuted = SyntheticPredictions.Take(validation, Permutation(validation.Rows, seed));
        foreach (var scope in Enum.GetValues<CalibrationScope>())
        {
            var (here, there) = (Calibrator.Fit(validation, method, scope), Calibrator.Fit(permuted, method, scope));
            AssertSame(Node(here), Node(there), NearTheBest);
            foreach (var strategy in Enum.GetValues<ThresholdStrategy>())
            {
                AssertSame(
                    Node(DecisionThresholds.Choose(validation, here, strategy)),
                    Node(DecisionThresholds.Choose(permuted, there, strategy)), NearTheBest);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    internal void Rows_in_another_order_have_the_same_figures(CalibrationMethod method, int seed)
    {
        var (validation, test) = (SyntheticPredictions.Of(seed, rows: 200), SyntheticPredictions.Of(seed + 10, rows: 150));
        test = Distinct(test);
        var permuted = SyntheticPredictions.Take(test, Permutation(test.Rows, seed));

        AssertSame(
            Figures(validation, test, method), Figures(validation, permuted, method), Rounding,
            method == CalibrationMethod.Isotonic ? [.. FromDraws, .. OfEqualMass] : FromDraws);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    internal void Labels_in_another_order_have_their_figures_and_leave_the_averages(CalibrationMethod method, int seed)
    {
        var (validation, test) = (SyntheticPredictions.Of(seed, rows: 200), SyntheticPredictions.Of(seed + 10, rows: 150));
        var order = Permutation(test.LabelCount, seed);
        var here = Figures(validation, test, method);
        var there = Figures(Take(validation, order), Take(test, order), method);

        var labels = here["labels"]!.AsArray();
        here["labels"] = new JsonArray([.. order.Select((from, to) => Named(labels[from]!.DeepClone(), to))]);
        AssertSame(here, there, Rounding, FromDraws);
    }

    /// <summary>With no two logits of a label alike.</summary>
    private static Predictions Distinct(Predictions predictions) =>
        predictions with { Logits = [.. predictions.Logits.Select((logit, i) => logit + i * 1e-4f)] };

    private static JsonNode Node<T>(T value) => JsonNode.Parse(Json.Text(value))!;

    private static int[] Permutation(int count, int seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new Random(seed).Shuffle(order);
        return order;
    }

    private static Predictions Take(Predictions predictions, int[] labels)
    {
        T[] Pick<T>(T[] data) => [.. Enumerable.Range(0, predictions.Rows).SelectMany(
            row => labels.Select(label => data[row * predictions.LabelCount + label]))];
        return new Predictions(Pick(predictions.Logits), Pick(predictions.Labels), predictions.LabelCount);
    }

    private static JsonNode Named(JsonNode label, int place)
    {
        label["name"] = $"label {place}";
        return label;
    }

    private static JsonObject Figures(Predictions validation, Predictions test, CalibrationMethod method)
    {
        var calibration = Calibrator.Fit(validation, method, CalibrationScope.PerLabel);
        var thresholds = DecisionThresholds.Choose(validation, calibration, ThresholdStrategy.PerLabelF1);
        string[] names = [.. Enumerable.Range(0, test.LabelCount).Select(l => $"label {l}")];
        var options = new EvaluationOptions(10, new BootstrapOptions(Resamples: 20));
        var evaluation = Evaluator.Evaluate(
            test, calibration, thresholds, names, Evaluator.MostFrequentLabel(validation), options);
        return Node(evaluation.Report).AsObject();
    }

    /// <param name="leftOut">Properties that are not compared.</param>
    private static void AssertSame(JsonNode? here, JsonNode? there, double tolerance, params string[] leftOut)
    {
        var path = here?.GetPath();
        if (here is JsonObject fields)
        {
            Assert.Equal(fields.Select(f => f.Key), there!.AsObject().Select(f => f.Key));
            foreach (var (name, value) in fields.Where(f => !Array.Exists(leftOut, l => f.Key.EndsWith(l, StringComparison.Ordinal))))
                AssertSame(value, there[name], tolerance, leftOut);
        }
        else if (here is JsonArray items)
        {
            Assert.Equal(items.Count, there!.AsArray().Count);
            for (var i = 0; i < items.Count; i++)
                AssertSame(items[i], there[i], tolerance, leftOut);
        }
        else if (here is JsonValue value && value.GetValueKind() == JsonValueKind.Number)
        {
            var (a, b) = (value.GetValue<double>(), there!.GetValue<double>());
            Assert.True(Math.Abs(a - b) <= tolerance * Math.Max(1, Math.Abs(a)), $"{path} is {a:R} and {b:R}.");
        }
        else
        {
            Assert.True(JsonNode.DeepEquals(here, there), $"{path} is {here} and {there}.");
        }
    }
}
