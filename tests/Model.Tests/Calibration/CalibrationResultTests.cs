using System.Text.Json;
using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Metrics;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Calibration;

public sealed class CalibrationResultTests
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly Predictions Sample = SyntheticPredictions.Of(seed: 9, rows: 90, oneSided: true);

    public static Cases Kinds()
    {
        var kinds = new Cases();
        foreach (var method in Enum.GetValues<CalibrationMethod>())
        {
            foreach (var scope in Enum.GetValues<CalibrationScope>())
                kinds.Add(method, scope);
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    internal void Probabilities_are_the_same_to_the_bit_after_json(CalibrationMethod method, CalibrationScope scope)
    {
        var fitted = Calibrator.Fit(Sample, method, scope);
        var text = JsonSerializer.Serialize(fitted, Json);
        var read = JsonSerializer.Deserialize<CalibrationResult>(text, Json)!;
        Assert.Equal(text, JsonSerializer.Serialize(read, Json));
        Assert.Equal(fitted.Calibrate(Sample.Logits, Sample.LabelCount), read.Calibrate(Sample.Logits, Sample.LabelCount));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    internal void Calibration_never_worsens_what_it_was_fitted_to(CalibrationMethod method, CalibrationScope scope)
    {
        var fitted = Calibrator.Fit(Sample, method, scope);
        Assert.True(fitted.Labels.Average(l => l.NllAfter) <= fitted.Labels.Average(l => l.NllBefore) + 1e-12);
    }

    [Theory]
    [InlineData("temperature", "\"temperature\":-1")]
    [InlineData("temperature", "\"temperature\":0")]
    [InlineData("beta", "\"positive_scale\":1,\"negative_scale\":1e308,\"shift\":0")]
    [InlineData("platt", "\"scale\":1e308,\"shift\":0")]
    [InlineData("isotonic", "\"knots\":[]")]
    [InlineData("isotonic", "\"knots\":[{\"probability\":0.5,\"calibrated\":0.1},{\"probability\":0.4,\"calibrated\":0.2}]")]
    [InlineData("isotonic", "\"knots\":[{\"probability\":0.5,\"calibrated\":0.1},{\"probability\":0.5,\"calibrated\":0.2}]")]
    [InlineData("isotonic", "\"knots\":[{\"probability\":0.4,\"calibrated\":0.2},{\"probability\":0.5,\"calibrated\":0.1}]")]
    [InlineData("isotonic", "\"knots\":[{\"probability\":-0.1,\"calibrated\":0.2}]")]
    [InlineData("isotonic", "\"knots\":[{\"probability\":0.1,\"calibrated\":1.2}]")]
    public void A_map_of_a_file_that_gives_no_probability_is_refused(string method, string parameter)
    {
        var map = $"{{\"method\":\"{method}\",{parameter}}}";
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<CalibrationMap>(map, Json));

        Assert.Equal($"The map of method '{method}' gives no probability.", error.Message);
    }

    [Fact]
    public void Json_has_snake_case_names()
    {
        var text = JsonSerializer.Serialize(Calibrator.Fit(Sample, CalibrationMethod.Temperature, CalibrationScope.PerLabel), Json);
        Assert.StartsWith(
            "{\"method\":\"temperature\",\"scope\":\"per_label\",\"labels\":[{\"map\":{\"method\":\"temperature\",\"temperature\":1,", text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Each_label_has_its_own_map()
    {
        var result = new CalibrationResult(CalibrationMethod.Temperature, CalibrationScope.PerLabel,
            [.. new[] { 1.0, 2.0 }.Select(t => new LabelCalibration(new TemperatureMap(t), 0, 0, true, null))]);
        Assert.Equal([Logistic.Sigmoid(1), Logistic.Sigmoid(1), 0.5, 0.5], result.Calibrate([1, 2, 0, 0], 2));
    }

    [Fact]
    public void Another_number_of_labels_is_EXP5006()
    {
        var fitted = Calibrator.Fit(Sample, CalibrationMethod.None, CalibrationScope.Global);
        var thrown = Assert.Throws<DiagnosticException>(() => fitted.Calibrate([1, 2, 3], 3));
        Assert.Equal("EXP5006", thrown.Diagnostics[0].Code);
    }

    [Fact]
    public void Validation_without_positives_is_EXP5005()
    {
        var nothing = new Predictions([1, 2], [0, 0], 2);
        var thrown = Assert.Throws<DiagnosticException>(() => Calibrator.Fit(nothing, CalibrationMethod.None, CalibrationScope.Global));
        Assert.Equal("EXP5005", thrown.Diagnostics[0].Code);
    }

    [Fact]
    public void Labels_with_few_positives_are_fitted_together_and_said_so()
    {
        int[] positives = [.. Enumerable.Range(0, 4).Select(j => Sample.LabelsOf(j).Sum(y => y))];
        var min = Math.Max(positives[2], positives[3]) + 1;
        Assert.True(positives[1] >= min);
        var result = Calibrator.Fit(
            Sample, new CalibrationOptions(CalibrationMethod.Platt, CalibrationScope.PerLabel) { MinPositives = min });
        Assert.Equal([true, false, true, true], result.Labels.Select(l => l.Pooled));
        int[] few = [0, 2, 3];
        var together = PlattFit.Of([.. few.SelectMany(Sample.LogitsOf)], [.. few.SelectMany(Sample.LabelsOf)]);
        Assert.All(few, j => Assert.Equal((together.Map, true), (result.Labels[j].Map, result.Labels[j].Converged)));
        Assert.Equal(
            $"The label has 0 positives on validation, which is fewer than {min}. It was fitted together with 2 other rare labels.",
            result.Labels[0].Note);
    }

    [Fact]
    public void Too_few_even_together_take_the_fit_of_all_labels()
    {
        var result = Calibrator.Fit(
            Sample, new CalibrationOptions(CalibrationMethod.Temperature, CalibrationScope.PerLabel) { MinPositives = 5 });
        Assert.Equal(Calibrator.Fit(Sample, CalibrationMethod.Temperature, CalibrationScope.Global).Labels[0].Map, result.Labels[0].Map);
        Assert.Equal(
            "The label has 0 positives on validation, which is fewer than 5. It was fitted to the decisions of all labels.",
            result.Labels[0].Note);
        Assert.Equal([true, false, false, false], result.Labels.Select(l => l.Pooled));
    }
}
