using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Calibration;

public sealed class TemperatureFitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_temperature_on_a_fine_grid_is_better(int seed)
    {
        var predictions = SyntheticPredictions.Of(seed, rows: 120);
        var fit = Calibrator.Fit(predictions, CalibrationMethod.Temperature, CalibrationScope.PerLabel);
        for (var j = 0; j < predictions.LabelCount; j++)
        {
            var (logits, labels) = (predictions.LogitsOf(j), predictions.LabelsOf(j));
            Assert.True(fit.Labels[j].Converged);
            Assert.Null(fit.Labels[j].Note);
            for (var log = -6.0; log <= 6; log += 0.01)
            {
                Assert.True(
                    fit.Labels[j].NllAfter <= new TemperatureMap(Math.Exp(log)).NegativeLogLikelihood(logits, labels) + 1e-15);
            }
        }
    }

    [Fact]
    public void The_temperature_of_two_logits_is_known_in_closed_form()
    {
        // z = 2 for three positives of four: σ(2 ÷ T) = 3/4.
        var fit = Fit([2, 2, 2, 2], [1, 1, 1, 0]);
        Assert.Equal(2 / Math.Log(3), Temperature(fit.Map), 1e-12);
    }

    [Fact]
    public void One_temperature_for_all_labels_is_the_pooled_fit()
    {
        var predictions = SyntheticPredictions.Of(4, oneSided: true);
        var global = Calibrator.Fit(predictions, CalibrationMethod.Temperature, CalibrationScope.Global);
        var pooled = TemperatureFit.Of(predictions.Logits, predictions.Labels);
        Assert.All(global.Labels, l => Assert.Equal(pooled.Map, l.Map));
    }

    [Fact]
    public void Separable_labels_get_the_mildest_temperature_that_is_as_good_and_say_so()
    {
        var fit = Fit([-1, -2, 3, 1], [0, 0, 1, 1]);
        Assert.False(fit.Converged);
        Assert.Contains("separable", fit.Note, StringComparison.Ordinal);
        Assert.InRange(Temperature(fit.Map), TemperatureFit.Lowest, 1);
        Assert.InRange(fit.NllAfter, 0.9e-9, 1e-9);
    }

    [Fact]
    public void Logits_that_point_the_wrong_way_get_the_bound_and_say_so()
    {
        var fit = Fit([-1, -2, 3, 1], [1, 1, 0, 0]);
        Assert.False(fit.Converged);
        Assert.Equal(TemperatureFit.Highest, Temperature(fit.Map));
        Assert.Equal(Math.Log(2), fit.NllAfter, 1e-3);
    }

    [Fact]
    public void A_label_of_one_class_or_without_information_keeps_its_logits()
    {
        var oneClass = TemperatureFit.Of([1, 2], [1, 1]);
        Assert.Equal((1.0, false), (Temperature(oneClass.Map), oneClass.Converged));
        var zeros = TemperatureFit.Of([0, 0], [1, 0]);
        Assert.Equal((1.0, false), (Temperature(zeros.Map), zeros.Converged));
    }

    [Fact]
    public void Huge_logits_do_not_break_the_fit()
    {
        var fit = Fit([3e3f, -3e3f, 2e3f, -1e3f, -5e2f], [1, 0, 0, 0, 0]);
        Assert.True(fit.Converged);
        Assert.True(double.IsFinite(fit.NllAfter) && fit.NllAfter < fit.NllBefore);
    }

    private static double Temperature(CalibrationMap map) => Assert.IsType<TemperatureMap>(map).Temperature;

    private static LabelCalibration Fit(float[] logits, byte[] labels) =>
        Calibrator.Fit(new Predictions(logits, labels, 1), CalibrationMethod.Temperature, CalibrationScope.PerLabel).Labels[0];
}
