using Emotune.Model.Calibration;

namespace Emotune.Model.Metrics;

/// <summary>Puts figures and their intervals together.</summary>
internal static class EvaluationReportBuilder
{
    public static EvaluationReport Build(
        Predictions test,
        ProbabilityColumns raw,
        ProbabilityColumns calibrated,
        DecisionSet decisions,
        DecisionThresholds thresholds,
        IReadOnlyList<string> names,
        EvaluationOptions options)
    {
        var intervals = new EvaluationIntervals(test, raw, calibrated, decisions, options);
        var metrics = decisions.Named.ToDictionary(d => d.Name, d => ClassificationMetrics.Of(d.Decisions), StringComparer.Ordinal);
        var floor = ClassificationMetrics.Of(decisions.MostFrequent);
        var (before, after) = (LabelCalibrationFigures.OfAll(raw, options.Bins), LabelCalibrationFigures.OfAll(calibrated, options.Bins));
        var ranked = Enumerable.Range(0, test.LabelCount).Select(j => ThresholdCounts.Of(test.LogitsOf(j), test.LabelsOf(j))).ToArray();
        var precisions = Array.ConvertAll(ranked, RankingMetrics.AveragePrecision);
        return new EvaluationReport(
            test.Rows,
            [.. decisions.Named.Select((d, i) => Decision(d.Name, metrics[d.Name], intervals.MicroF1(i), intervals.MacroF1(i)))],
            new Estimate(RankingMetrics.MeanOfDefined(precisions), intervals.MacroAveragePrecision),
            new Estimate(RankingMetrics.AveragePrecision(ThresholdCounts.Of(test.Logits, test.Labels)), intervals.MicroAveragePrecision),
            Calibration(before, intervals, calibrated: false),
            Calibration(after, intervals, calibrated: true),
            new Estimate(floor.Micro.F1, intervals.MicroF1(decisions.Named.Count)),
            new Estimate(floor.Macro.F1, intervals.MacroF1(decisions.Named.Count)),
            [.. names.Select((name, j) => new LabelReport(
                name,
                ranked[j].Positives,
                new Estimate(precisions[j], intervals.AveragePrecision(j)),
                RankingMetrics.RocAuc(ranked[j]),
                thresholds.Labels[j],
                metrics[DecisionNames.Half].Labels[j].Scores,
                metrics[DecisionNames.Validation].Labels[j].Scores,
                before[j].EqualWidth.Expected,
                after[j].EqualWidth.Expected,
                before[j].Brier,
                after[j].Brier,
                before[j].NegativeLogLikelihood,
                after[j].NegativeLogLikelihood))]);
    }

    private static DecisionReport Decision(string name, ClassificationMetrics metrics, Interval micro, Interval macro) => new(
        name,
        name == DecisionNames.Oracle,
        metrics.Micro,
        metrics.Macro,
        metrics.Weighted,
        metrics.Samples,
        micro,
        macro,
        metrics.SubsetAccuracy,
        metrics.HammingLoss,
        metrics.JaccardSamples);

    private static CalibrationReport Calibration(LabelCalibrationFigures[] labels, EvaluationIntervals intervals, bool calibrated)
    {
        Estimate Error(double value, int figure) => new(value, intervals.CalibrationError(calibrated, figure, value));
        Estimate Score(double value, int figure) => new(value, intervals.ProbabilityScore(calibrated, figure));
        return new CalibrationReport(
            Error(labels.Average(l => l.EqualWidth.Expected), CalibrationResampling.EqualWidth),
            Error(labels.Average(l => l.EqualMass), CalibrationResampling.EqualMass),
            labels.Average(l => l.EqualWidth.Maximum),
            Score(labels.Average(l => l.Brier), CalibrationResampling.Brier),
            Score(labels.Average(l => l.NegativeLogLikelihood), CalibrationResampling.NegativeLogLikelihood))
        {
            DebiasedCalibrationError = Math.Sqrt(Math.Max(0, labels.Average(l => l.DebiasedSquared))),
        };
    }

    private sealed record LabelCalibrationFigures(CalibrationError EqualWidth, double EqualMass, double DebiasedSquared, double Brier, double NegativeLogLikelihood)
    {
        public static LabelCalibrationFigures[] OfAll(ProbabilityColumns columns, int bins) =>
        [
            .. columns.Labels.Select((labels, j) => new LabelCalibrationFigures(
                CalibrationError.EqualWidth(columns.Probabilities[j], labels, bins),
                CalibrationError.EqualMass(columns.Probabilities[j], labels, bins),
                CalibrationError.DebiasedSquared(columns.Probabilities[j], labels, bins),
                ProbabilityScores.Brier(columns.Probabilities[j], labels),
                ProbabilityScores.NegativeLogLikelihood(columns.Logits[j], labels))),
        ];
    }
}
