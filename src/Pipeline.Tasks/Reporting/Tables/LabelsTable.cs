using System.Globalization;
using Emotune.Files;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Tables;

/// <summary><c>per_label.csv</c> of all runs: a row for each run, seed and label; undefined figures are empty.</summary>
internal static class LabelsTable
{
    public static string Write(ReportInput input)
    {
        var csv = new CsvText(
            "run", "seed", "label", "positives", "average_precision", "average_precision_low", "average_precision_high", "roc_auc",
            "threshold", "temperature", "calibration", "precision_half", "recall_half", "f1_half",
            "precision_validation", "recall_validation", "f1_validation",
            "ece_before", "ece_after", "brier_before", "brier_after", "nll_before", "nll_after", "nll_change", "nll_change_low",
            "nll_change_high", "nll_p", "nll_p_holm",
            "debiased_squared_before", "debiased_squared_before_low", "debiased_squared_before_high", "debiased_squared_after",
            "debiased_squared_after_low", "debiased_squared_after_high");
        foreach (var run in input.Runs.Where(r => r.Failure is null && r.Evaluation is not null))
        {
            var calibrations = run.Calibration.GroupBy(c => c.Label).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
            foreach (var l in run.Evaluation!.Labels)
            {
                var calibration = calibrations.GetValueOrDefault(l.Name);
                csv.Row(
                    run.Run, run.Seed.ToString(CultureInfo.InvariantCulture), l.Name, l.Positives.ToString(CultureInfo.InvariantCulture),
                    Numbers.Exact(l.AveragePrecision.Value), Numbers.Exact(l.AveragePrecision.Interval?.Low),
                    Numbers.Exact(l.AveragePrecision.Interval?.High), Numbers.Exact(l.RocAuc),
                    Numbers.Exact(l.Threshold), Numbers.Exact(calibration?.Temperature), calibration?.Map.Describe() ?? "none",
                    Numbers.Exact(l.AtHalf.Precision), Numbers.Exact(l.AtHalf.Recall), Numbers.Exact(l.AtHalf.F1),
                    Numbers.Exact(l.AtThreshold.Precision), Numbers.Exact(l.AtThreshold.Recall), Numbers.Exact(l.AtThreshold.F1),
                    Numbers.Exact(l.EceBefore), Numbers.Exact(l.EceAfter), Numbers.Exact(l.BrierBefore), Numbers.Exact(l.BrierAfter),
                    Numbers.Exact(l.NllBefore), Numbers.Exact(l.NllAfter),
                    Numbers.Exact(l.NllChange?.Value), Numbers.Exact(l.NllChange?.Interval?.Low),
                    Numbers.Exact(l.NllChange?.Interval?.High), Numbers.Exact(l.NllPValue), Numbers.Exact(l.NllAdjustedPValue),
                    Numbers.Exact(l.DebiasedSquaredBefore?.Value), Numbers.Exact(l.DebiasedSquaredBefore?.Interval?.Low),
                    Numbers.Exact(l.DebiasedSquaredBefore?.Interval?.High),
                    Numbers.Exact(l.DebiasedSquaredAfter?.Value), Numbers.Exact(l.DebiasedSquaredAfter?.Interval?.Low),
                    Numbers.Exact(l.DebiasedSquaredAfter?.Interval?.High));
            }
        }
        return csv.ToString();
    }
}
