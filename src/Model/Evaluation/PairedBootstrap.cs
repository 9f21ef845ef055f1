using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Metrics;
using Emotune.Model.Resampling;

namespace Emotune.Model.Evaluation;

/// <summary>One side of a comparison: a run's test predictions with what validation gave it.</summary>
internal sealed record PairedRun(string Name, Predictions Test, CalibrationResult Calibration, DecisionThresholds Thresholds);

/// <summary>Second run against first.</summary>
/// <param name="Headlines">Micro F1 and macro F1 at each run's own validation thresholds, macro average precision: by their names in
/// <see cref="ValidationScore"/>.</param>
/// <param name="LabelAveragePrecision">One a label.</param>
internal sealed record PairedComparison(
    string First, string Second, int Resamples, IReadOnlyList<PairedDifference> Headlines,
    IReadOnlyList<PairedDifference> LabelAveragePrecision);

/// <summary>
/// Compares two runs by drawing the same test comments for both (Efron and Tibshirani, 1993, chapter 16). It speaks of other
/// test comments, not of other seeds: replicates are needed for those.
/// </summary>
internal static class PairedBootstrap
{
    /// <exception cref="DiagnosticException">EXP5001 to EXP5004, EXP5006, EXP5008; EXP5009: the runs have other test comments or
    /// truth.</exception>
    public static PairedComparison Compare(PairedRun first, PairedRun second, IReadOnlyList<string> labelNames, BootstrapOptions options)
    {
        var (a, b) = (first.Test.Checked(first.Name), second.Test.Checked(second.Name));
        if (a.LabelCount != b.LabelCount || !a.Labels.AsSpan().SequenceEqual(b.Labels))
            throw new DiagnosticException(Problems.PairedRunsDiffer.Given(a.Rows, b.Rows));
        if (labelNames.Count != a.LabelCount)
            throw new DiagnosticException(Problems.LabelCountMismatch.Given("label names", labelNames.Count, a.LabelCount));
        var (decisionsA, decisionsB) = (Decide(first), Decide(second));
        var results = Bootstrap.Run(
            a.Rows,
            [new F1Resampling(decisionsA), new F1Resampling(decisionsB), new AveragePrecisionResampling(a),
                new AveragePrecisionResampling(b)],
            options);
        var (figuresA, figuresB) = (Figures(decisionsA, a), Figures(decisionsB, b));
        double[][] differences = [.. Resampled(results[0], results[2]).Zip(Resampled(results[1], results[3]), Subtract)];
        string[] names = [
            ValidationScore.MicroF1Name, ValidationScore.MacroF1Name, ValidationScore.MacroAveragePrecisionName, .. labelNames];
        PairedDifference[] all = [
            .. names.Select((name, i) => PairedDifference.Of(name, figuresA[i], figuresB[i], differences[i], options.Confidence))];
        var headlines = names.Length - labelNames.Count;
        return new PairedComparison(
            first.Name, second.Name, options.Resamples, Holm.Adjust(all[..headlines]), Holm.Adjust(all[headlines..]));
    }

    private static Decisions Decide(PairedRun run)
    {
        run.Thresholds.CheckLabelCount(run.Test.LabelCount);
        return Decisions.At(run.Calibration.Calibrate(run.Test.Logits, run.Test.LabelCount), [.. run.Thresholds.Labels], run.Test.Labels);
    }

    private static double?[] Figures(Decisions decisions, Predictions test)
    {
        var metrics = ClassificationMetrics.Of(decisions);
        double?[] labels = [.. Enumerable.Range(0, test.LabelCount).Select(j =>
            RankingMetrics.AveragePrecision(ThresholdCounts.Of(test.LogitsOf(j), test.LabelsOf(j))))];
        return [metrics.Micro.F1, metrics.Macro.F1, RankingMetrics.MeanOfDefined(labels), .. labels];
    }

    private static IEnumerable<double[]> Resampled(double[][] f1, double[][] precision) =>
        [f1[F1Resampling.Micro], f1[F1Resampling.Macro], precision[AveragePrecisionResampling.Macro],
            .. precision[AveragePrecisionResampling.FirstLabel..]];

    private static double[] Subtract(double[] first, double[] second) => [.. first.Zip(second, (a, b) => b - a)];
}
