using Emotune.Model.Evaluation;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>Every figure of a run that is drawn or written, by the name under which a reader would look for it.</summary>
internal static class ReportFigures
{
    public static IEnumerable<(string Name, double? Value)> Of(RunResult run) =>
        Evaluated(run.Evaluation!)
            .Concat(Labels(run.Evaluation!))
            .Concat(
                run.ExtraSets.SelectMany(s => Covered($"on {s.Key}", s.Value.Set).Concat(Covered($"on test beside {s.Key}", s.Value.Test))))
            .Concat(run.Steps.Select(s => ($"the training loss of step {s.Step}", (double?)s.Loss)))
            .Concat(run.Epochs.Select(e => ($"the validation loss of epoch {e.Epoch}", (double?)e.ValidationLoss)))
            .Concat(
                run.Calibration.SelectMany(
                    c => new[] { ($"the threshold of {c.Label}", c.Threshold), ($"the temperature of {c.Label}", c.Temperature) }));

    private static IEnumerable<(string, double?)> Covered(string on, CoveredFigures figures) =>
        from figure in ExtraSets.Figures
        from value in figure.Read(figures).Numbers()
        select ($"{figure.Title} {on}", value);

    private static IEnumerable<(string, double?)> Evaluated(EvaluationReport report) =>
        from figure in EvaluationFigures.All
        from variant in figure.Kind.Variants()
        let name = Name(figure, variant)
        let estimate = figure.Read(report, variant)
        from number in new[]
        {
            (name, estimate?.Value), ($"the interval of {name}", estimate?.Interval?.Low),
            ($"the interval of {name}", estimate?.Interval?.High),
        }
        select number;

    private static string Name(EvaluationFigure figure, string variant) => figure.Kind switch
    {
        FigureKind.Decisions => $"{figure.Title} ({variant})",
        FigureKind.Probabilities => $"{figure.Title} {variant} calibration",
        _ => figure.Title,
    };

    private static IEnumerable<(string, double?)> Labels(EvaluationReport report)
    {
        foreach (var label in report.Labels)
        {
            yield return ($"the average precision of {label.Name}", label.AveragePrecision.Value);
            yield return ($"ROC AUC of {label.Name}", label.RocAuc);
            yield return ($"F1 of {label.Name}", label.AtThreshold.F1);
            yield return ($"the calibration error of {label.Name} before calibration", label.EceBefore);
            yield return ($"the calibration error of {label.Name} after calibration", label.EceAfter);
        }
    }
}
