using System.Text.Json;
using Emotune.Model.Calibration;
using Emotune.Model.Metrics;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Calibration;

public sealed class CalibrationResultTests
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly Predictions Sample = SyntheticPredictions.Of(seed: 9, rows: 90, oneSided: true);

    public static TheoryData<CalibrationMethod, CalibrationScope> Kinds()
    {
        var kinds = new TheoryData<CalibrationMethod, CalibrationScope>();
        foreach (var method in Enum.GetValues<CalibrationMethod>())
            foreach (var scope in Enum.GetValues<CalibrationScope>())
                kinds.Add(method, scope);
        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Probabilities_are_the_same_to_the_bit_after_json(CalibrationMethod method, CalibrationScope scope)
    {
        var fitted = Calibrator.Fit(Sample, method, scope);
        var text = JsonSerializer.Serialize(fitted, Json);
        var read = JsonSerializer.Deserialize<CalibrationResult>(text, Json)!;
        Assert.Equal(text, JsonSerializer.Serialize(read, Json));
        Assert.Equal(fitted.Calibrate(Sample.Logits, Sample.LabelCount), read.Calibrate(Sample.Logits, Sample.LabelCount));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Calibration_never_worsens_what_it_was_fitted_to(CalibrationMethod method, CalibrationScope scope)
    {
        var fitted = Calibrator.Fit(Sample, method, scope);
        Assert.True(fitted.Labels.Average(l => l.NllAfter) <= fitted.Labels.Average(l => l.NllBefore) + 1e-12);
    }

    [Fact]
    public void Json_has_snake_case_names()
    {
        var text = JsonSerializer.Serialize(Calibrator.Fit(Sample, CalibrationMethod.Temperature, CalibrationScope.PerLabel), Json);
        Assert.StartsWith("{\"method\":\"temperature\",\"scope\":\"per_label\",\"labels\":[{\"map\":{\"method\":\"temperature\",\"temperature\":1,", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_label_has_its_own_map()
    {
        var result = new CalibrationResult(CalibrationMethod.Temperature, CalibrationScope.PerLabel,
            [.. new[] { 1.0, 2.0 }.Select(t => new LabelCalibration(CalibrationMap.OfTemperature(t), 0, 0, true, null))]);
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
}
