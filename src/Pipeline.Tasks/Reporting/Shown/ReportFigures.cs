using Emotune.Model.Evaluation;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>Every figure of a run that is drawn or written, by the name under which a reader would look for it.</summary>
internal static class ReportFigures
{
    public static IEnumerable<(string Name, double? Value)> Of(RunResult run) =>
        Evaluated(run.Evaluation!)
            .Concat(
                run.ExtraSets.SelectMany(s => Covered($"on {s.Key}", s.Value.Set).Concat(Covered($"on test beside {s.Key}", s.Value.Test))))
            .Concat(run.Steps.Select(s => ($"the training loss of step {s.Step}", (double?)s.Loss)))
            .Concat(run.Epochs.Select(e => ($"the validation loss of epoch {e.Epoch}", (double?)e.ValidationLoss)))
            .Concat(
                run.Calibration.SelectMany(
                    c => new[] { ($"the threshold of {c.Label}", c.Threshold), ($"the temperature of {c.Label}", c.Temperature) }));

    private static IEnumerable<(string, double?)> Covered(string on, CoveredFigures figures) =>
        from figure in ExtraSets.Figures
        let estimate = figure.Read(figures)
        from value in new[] { estimate?.Value, estimate?.Interval?.Low, estimate?.Interval?.High }
        select ($"{figure.Title} {on}", value);

    private static IEnumerable<(string, double?)> Evaluated(EvaluationReport report)
    {
        foreach (var d in report.Decisions)
        {
            yield return ($"micro F1 ({d.Name})", d.Micro.F1);
            yield return ($"macro F1 ({d.Name})", d.Macro.F1);
            yield return ($"weighted F1 ({d.Name})", d.Weighted.F1);
            foreach (var bound in new[] { d.MicroF1Interval.Low,
                d.MicroF1Interval.High })
            {
                yield return ($"the interval of micro F1 ({d.Name})", bound);
            }

            foreach (var bound in new[] { d.MacroF1Interval.Low,
                d.MacroF1Interval.High })
            {
                yield return ($"the interval of macro F1 ({d.Name})", bound);
            }
        }
        foreach (var (name, value) in Estimates(report)) yield return (name, value);
        foreach (var label in report.Labels)
        {
            yield return ($"the average precision of {label.Name}", label.AveragePrecision.Value);
            yield return ($"ROC AUC of {label.Name}", label.RocAuc);
            yield return ($"F1 of {label.Name}", label.AtThreshold.F1);
            yield return ($"the calibration error of {label.Name} before calibration", label.EceBefore);
            yield return ($"the calibration error of {label.Name} after calibration", label.EceAfter);
        }
    }

    private static IEnumerable<(string, double?)> Estimates(EvaluationReport report) =>
    [
        ("macro average precision", report.MacroAveragePrecision.Value),
        ("micro average precision", report.MicroAveragePrecision.Value),
        ("the calibration error before calibration", report.Uncalibrated.ExpectedCalibrationError.Value),
        ("the calibration error after calibration", report.Calibrated.ExpectedCalibrationError.Value),
        ("the debiased squared calibration error before calibration", report.Uncalibrated.DebiasedSquaredError?.Value),
        ("the debiased squared calibration error after calibration", report.Calibrated.DebiasedSquaredError?.Value),
        ("Brier before calibration", report.Uncalibrated.Brier.Value),
        ("Brier after calibration", report.Calibrated.Brier.Value),
        ("the negative log likelihood before calibration", report.Uncalibrated.NegativeLogLikelihood.Value),
        ("the negative log likelihood after calibration", report.Calibrated.NegativeLogLikelihood.Value),
        ("the floor of micro F1", report.MostFrequentLabelMicroF1.Value),
        ("the floor of macro F1", report.MostFrequentLabelMacroF1.Value),
    ];
}
