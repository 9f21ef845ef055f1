using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Comparison;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Model.Tests.Metrics;
using Emotune.Model.Training;

namespace Emotune.Model.Tests.Comparison;

/// <summary>Runs over the same made-up truth, more or less noisy.</summary>
internal static class MadeUpRuns
{
    public static readonly string[] Labels = ["first", "second", "third", "fourth"];

    public static readonly ComparisonOptions Options = new(null, 10, new BootstrapOptions(Resamples: 400));

    public const int Rows = 200;

    private static readonly Predictions Truth = SyntheticPredictions.Of(seed: 7, Rows);

    public static ComparedRun Run(string name, FineTuningMethod method, double noise, params long[] seeds) =>
        new(name, method, 1e-3, 3, [.. seeds.Select(s => Seed(s, noise))]);

    public static ComparedSeed Seed(long seed, double noise) => Seed(seed, Noisy(Truth, seed, noise));

    public static ComparedSeed Seed(long seed, Predictions test)
    {
        var calibration = Calibrator.Fit(test, CalibrationMethod.None, CalibrationScope.Global);
        var thresholds = DecisionThresholds.Choose(test, calibration, ThresholdStrategy.Fixed);
        var names = Labels[..test.LabelCount];
        var evaluation = Evaluator.Evaluate(
            test, calibration, thresholds, names, 0, new EvaluationOptions(10, new BootstrapOptions(Resamples: 1)));
        return new ComparedSeed(seed, test, test, calibration, thresholds, evaluation.Report);
    }

    private static Predictions Noisy(Predictions predictions, long seed, double noise)
    {
        var random = new Random((int)seed);
        return predictions with { Logits = [.. predictions.Logits.Select(z => (float)(z + noise * 8 * (random.NextDouble() - 0.5)))] };
    }
}
