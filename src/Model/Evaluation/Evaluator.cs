using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Metrics;

namespace Emotune.Model.Evaluation;

/// <summary>What the Evaluate stage writes: <c>metrics.json</c> and <c>reliability.json</c>.</summary>
internal sealed record Evaluation(EvaluationReport Report, ReliabilityReport Reliability);

/// <summary>Scores a run's test predictions with the calibration and the thresholds that validation gave it.</summary>
internal static class Evaluator
{
    /// <param name="labelNames">(L).</param>
    /// <param name="mostFrequentLabel">The label with the most positives on validation, see <see cref="MostFrequentLabel"/>.</param>
    /// <exception cref="DiagnosticException">EXP5001 to EXP5004, EXP5006, EXP5008: what the inputs lack, or how they disagree.</exception>
    public static Evaluation Evaluate(
        Predictions test,
        CalibrationResult calibration,
        DecisionThresholds thresholds,
        IReadOnlyList<string> labelNames,
        int mostFrequentLabel,
        EvaluationOptions options)
    {
        test.Checked("test");
        options.Check();
        calibration.CheckLabelCount(test.LabelCount);
        thresholds.CheckLabelCount(test.LabelCount);
        CheckCount("label names", labelNames.Count, test);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)mostFrequentLabel, (uint)test.LabelCount, nameof(mostFrequentLabel));
        var raw = CalibratedColumns.Of(test, Enumerable.Repeat(CalibrationMap.Identity, test.LabelCount));
        var calibrated = CalibratedColumns.Of(test, calibration.Labels.Select(l => l.Map));
        var decisions = DecisionSet.Of(test, raw, calibrated, thresholds, mostFrequentLabel);
        return new Evaluation(
            EvaluationReportBuilder.Build(test, raw, calibrated, decisions, thresholds, labelNames, options),
            Reliability(raw, calibrated, labelNames, options.Bins));
    }

    /// <summary>The label with the most positives; the first of several.</summary>
    public static int MostFrequentLabel(Predictions predictions)
    {
        predictions.Checked("validation");
        var positives = Enumerable.Range(0, predictions.LabelCount).Select(j => predictions.LabelsOf(j).Count((byte)1)).ToList();
        return positives.IndexOf(positives.Max());
    }

    private static void CheckCount(string what, int count, Predictions test)
    {
        if (count != test.LabelCount)
            throw new DiagnosticException(Problems.LabelCountMismatch.Given(what, count, test.LabelCount));
    }

    private static ReliabilityReport Reliability(
        ProbabilityColumns raw, ProbabilityColumns calibrated, IReadOnlyList<string> names, int bins)
    {
        ReliabilityBin[] Pooled(ProbabilityColumns columns) =>
            ReliabilityBins.Of(Columns.Joined(columns.Probabilities), Columns.Joined(columns.Labels), bins);
        ReliabilityBin[] OfLabel(ProbabilityColumns columns, int j) =>
            ReliabilityBins.Of(columns.Probabilities[j], columns.Labels[j], bins);
        return new ReliabilityReport(
            Pooled(raw),
            Pooled(calibrated),
            EachLabel.Of(names.Count, j => new LabelReliability(names[j], OfLabel(raw, j), OfLabel(calibrated, j))));
    }
}
