using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Evaluation;

public sealed class PairedBootstrapTests
{
    private static readonly Predictions Sample = SyntheticPredictions.Of(seed: 7, rows: 150, oneSided: true);
    private static readonly string[] Names = ["never", "always", "third", "fourth"];
    private static readonly BootstrapOptions Options = new(Resamples: 500);

    [Fact]
    public void A_run_does_not_differ_from_itself()
    {
        var comparison = PairedBootstrap.Compare(Run("a", Sample), Run("b", Sample), Names, Options);
        Assert.All(
            comparison.Headlines, d =>
                Assert.Equal(
                    (0, 0, 0, 1, 1), (d.Difference!.Value, d.Interval!.Low, d.Interval.High, d.PValue!.Value, d.AdjustedPValue!.Value)));
        Assert.Equal(["micro_f1", "macro_f1", "macro_average_precision"], comparison.Headlines.Select(d => d.Name));
    }

    [Fact]
    public void A_run_that_guesses_is_worse_beyond_chance()
    {
        var guesses = Sample with { Logits = [.. Sample.Logits.Select((_, i) => (float)(i * 7919 % 101 - 50) / 10)] };
        var comparison = PairedBootstrap.Compare(Run("model", Sample), Run("guesses", guesses), Names, Options);
        Assert.All(comparison.Headlines, d => Assert.True(d.Difference < 0 && d.Interval!.High < 0 && d.AdjustedPValue < 0.05));
        var third = comparison.LabelAveragePrecision[2];
        Assert.Equal(third.Second!.Value - third.First!.Value, third.Difference!.Value);
        Assert.Equal(2.0 / 501, third.PValue!.Value, 1e-15);
    }

    [Fact]
    public void A_label_without_positives_is_not_compared()
    {
        var never = PairedBootstrap.Compare(Run("a", Sample), Run("b", Sample), Names, Options).LabelAveragePrecision[0];
        Assert.Equal(new PairedDifference("never", null, null, null, null, null, null), never);
    }

    [Fact]
    public void Adjusted_values_step_down_and_never_fall()
    {
        PairedDifference Of(double? p) => new("x", 0, 0, 0, null, p, null);
        var adjusted = Holm.Adjust([Of(0.03), Of(null), Of(0.01), Of(0.02), Of(0.9)]);
        Assert.Equal([0.06, null, 0.04, 0.06, 0.9], adjusted.Select(d => d.AdjustedPValue));
    }

    [Fact]
    public void Other_test_comments_are_EXP5009()
    {
        var other = SyntheticPredictions.Of(seed: 8, rows: 150, oneSided: true);
        Assert.Equal("EXP5009", Code(() => PairedBootstrap.Compare(Run("a", Sample), Run("b", other), Names, Options)));
        Assert.Equal("EXP5006", Code(() => PairedBootstrap.Compare(Run("a", Sample), Run("b", Sample), ["one"], Options)));
    }

    private static string Code(Action compare) => Assert.Throws<DiagnosticException>(compare).Diagnostics[0].Code;

    private static PairedRun Run(string name, Predictions test)
    {
        var calibration = Calibrator.Fit(test, CalibrationMethod.None, CalibrationScope.Global);
        return new PairedRun(name, test, calibration, DecisionThresholds.Choose(test, calibration, ThresholdStrategy.Fixed));
    }
}
