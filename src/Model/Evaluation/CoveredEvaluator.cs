using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Metrics;
using Emotune.Model.Resampling;

namespace Emotune.Model.Evaluation;

/// <summary>Scores a run's predictions over some labels alone. Nothing is chosen on what is scored.</summary>
/// <param name="groups">The labels that count, see <see cref="LabelGroups"/>.</param>
/// <param name="names">(G) the groups' names.</param>
/// <param name="mostFrequent">The group with the most positives on validation.</param>
internal sealed class CoveredEvaluator(
    LabelGroups groups, IReadOnlyList<string> names, CalibrationResult calibration, DecisionThresholds thresholds, int mostFrequent,
    EvaluationOptions options)
{
    /// <param name="logits">(N × L) of all labels.</param>
    /// <param name="truth">(N × G): 1 where the comment carries a label of the group.</param>
    /// <param name="what">Names the comments in messages.</param>
    /// <exception cref="DiagnosticException">EXP5001 to EXP5004, EXP5006, EXP5008: what the inputs lack, or how they disagree.</exception>
    public CoveredFigures Evaluate(float[] logits, byte[] truth, string what)
    {
        var labelCount = calibration.Labels.Count;
        thresholds.CheckLabelCount(labelCount);
        options.Check();
        var all = new Predictions(logits, new byte[logits.Length], labelCount).Checked(what);
        var calibratedLabels = CalibratedColumns.Of(all, calibration.Labels.Select(l => l.Map));
        var raw = groups.Of(CalibratedColumns.Of(all, Enumerable.Repeat(CalibrationMap.Identity, labelCount)), truth);
        var calibrated = groups.Of(calibratedLabels, truth);
        var predicted = Decisions.At(calibratedLabels.RowMajorProbabilities(), [.. thresholds.Labels], all.Labels).Predicted;
        var decisions = new Decisions(groups.Any(predicted, labelCount), truth, groups.Count);
        return Report(new Predictions(RowMajor(raw.Logits), truth, groups.Count).Checked(what), raw, calibrated, decisions);
    }

    /// <summary>The group with the most positives on validation; the first of several.</summary>
    public static int MostFrequent(LabelGroups groups, Predictions validation)
    {
        var truth = groups.Any(validation.Labels, validation.LabelCount);
        return Evaluator.MostFrequentLabel(new Predictions(new float[truth.Length], truth, groups.Count));
    }

    private CoveredFigures Report(Predictions predictions, ProbabilityColumns raw, ProbabilityColumns calibrated, Decisions decisions)
    {
        var floor = Decisions.Always(mostFrequent, predictions.Labels, groups.Count);
        var intervals = new EvaluationIntervals(
            predictions, raw, calibrated, new DecisionSet([(DecisionNames.Validation, decisions)], floor), options);
        var calibration = new CalibrationSummary(raw, calibrated, intervals, options.Bins);
        var (metrics, floorF1) = (ClassificationMetrics.Of(decisions), ClassificationMetrics.Of(floor).Micro.F1);
        var ranked = names.Select((_, g) => ThresholdCounts.Of(predictions.LogitsOf(g), predictions.LabelsOf(g))).ToArray();
        var precisions = Array.ConvertAll(ranked, RankingMetrics.AveragePrecision);
        var macro = RankingMetrics.MeanOfDefined(precisions);
        return new CoveredFigures(
            predictions.Rows,
            new Estimate(metrics.Micro.F1, intervals.MicroF1(0, metrics.Micro.F1)),
            new Estimate(metrics.Macro.F1, intervals.MacroF1(0, metrics.Macro.F1)),
            new Estimate(macro, intervals.MacroAveragePrecision(macro)),
            calibration.Report(calibrated: false),
            calibration.Report(calibrated: true),
            calibration.Change(),
            new Estimate(floorF1, intervals.MicroF1(1, floorF1)),
            [.. names.Select((name, g) => new CoveredLabelFigures(
                name,
                ranked[g].Positives,
                new Estimate(precisions[g], intervals.AveragePrecision(g, precisions[g])),
                metrics.Labels[g].Scores,
                calibration.After(g, CalibrationFigure.EqualWidth),
                calibration.After(g, CalibrationFigure.Brier),
                calibration.After(g, CalibrationFigure.NegativeLogLikelihood)))]);
    }

    // Ranks are taken on uncalibrated logits, as everywhere. A label's calibration does not change its order; that of labels judged as
    // one it could, and a ranking should not depend on how its labels are calibrated against each other.
    private static float[] RowMajor(double[][] columns) =>
        [.. Enumerable.Range(0, columns[0].Length).SelectMany(row => columns.Select(column => (float)column[row]))];
}
