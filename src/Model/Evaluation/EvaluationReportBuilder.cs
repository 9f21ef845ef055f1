using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Resampling;

namespace Emotune.Model.Evaluation;

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
        var calibration = new CalibrationSummary(raw, calibrated, intervals, options.Bins);
        var losses = calibration.Losses(names, options.Bootstrap);
        // The ranking of all decisions first, then each label's.
        var rankings = EachLabel.Of(
            1 + test.LabelCount, i => i == 0
                ? ThresholdCounts.Of(test.Logits, test.Labels)
                : ThresholdCounts.Of(test.LogitsOf(i - 1), test.LabelsOf(i - 1)));
        var ranked = rankings[1..];
        var precisions = Array.ConvertAll(ranked, RankingMetrics.AveragePrecision);
        var (macroPrecision, microPrecision) = (RankingMetrics.MeanOfDefined(precisions), RankingMetrics.AveragePrecision(rankings[0]));
        int[] supported = [.. Enumerable.Range(0, test.LabelCount).Where(j => ranked[j].Positives >= options.MinPositives)];
        return new EvaluationReport(
            test.Rows,
            [.. decisions.Named.Select((d, i) => Decision(d.Name, metrics[d.Name], intervals, i, supported))],
            new Estimate(macroPrecision, intervals.MacroAveragePrecision(macroPrecision)),
            new Estimate(microPrecision, intervals.MicroAveragePrecision(microPrecision)),
            calibration.Report(calibrated: false),
            calibration.Report(calibrated: true),
            new Estimate(floor.Micro.F1, intervals.MicroF1(decisions.Named.Count, floor.Micro.F1)),
            new Estimate(floor.Macro.F1, intervals.MacroF1(decisions.Named.Count, floor.Macro.F1)),
            [.. names.Select((name, j) => new LabelReport(
                name,
                ranked[j].Positives,
                new Estimate(precisions[j], intervals.AveragePrecision(j, precisions[j])),
                RankingMetrics.RocAuc(ranked[j]),
                thresholds.Labels[j],
                metrics[DecisionNames.Half].Labels[j].Scores,
                metrics[DecisionNames.Validation].Labels[j].Scores,
                calibration.Before(j, CalibrationFigure.EqualWidth),
                calibration.After(j, CalibrationFigure.EqualWidth),
                calibration.Before(j, CalibrationFigure.Brier),
                calibration.After(j, CalibrationFigure.Brier),
                calibration.Before(j, CalibrationFigure.NegativeLogLikelihood),
                calibration.After(j, CalibrationFigure.NegativeLogLikelihood))
            {
                NllChange = new Estimate(losses[j].Difference, losses[j].Interval),
                NllPValue = losses[j].PValue,
                NllAdjustedPValue = losses[j].AdjustedPValue,
                DebiasedSquaredBefore = calibration.DebiasedSquared(calibrated: false, j),
                DebiasedSquaredAfter = calibration.DebiasedSquared(calibrated: true, j),
            })])
        {
            CalibrationChange = calibration.Change(),
            SupportedLabels = new SupportedLabels(options.MinPositives, supported.Length),
            Further = FurtherFigures.Of(
                new ScoredRun(test, calibrated, decisions.Of(DecisionNames.Validation), options.Bins), EvaluationFigures.Further,
                options.Bootstrap),
        };
    }

    private static DecisionReport Decision(
        string name, ClassificationMetrics metrics, EvaluationIntervals intervals, int position, int[] supported)
    {
        double? overSupported = supported.Length == 0 ? null : supported.Average(j => metrics.Labels[j].F1);
        return new DecisionReport(
            name,
            name == DecisionNames.Oracle,
            metrics.Micro,
            metrics.Macro,
            metrics.Weighted,
            metrics.Samples,
            intervals.MicroF1(position, metrics.Micro.F1),
            intervals.MacroF1(position, metrics.Macro.F1),
            metrics.SubsetAccuracy,
            metrics.HammingLoss,
            metrics.JaccardSamples)
        {
            SupportedMacroF1 = new Estimate(overSupported, intervals.MeanF1(position, supported, overSupported)),
        };
    }
}
