using Emotune.Files;
using Emotune.Model.Data;
using Emotune.Model.Evaluation;

namespace Emotune.Model.Stages;

/// <summary>
/// An extra set's <c>per_label.csv</c>: one row a covered label (or several judged as one), on the set and, as <c>test_…</c>, on test; then
/// the labels that the set says nothing of, <c>covered</c> 0 and without figures.
/// </summary>
internal static class CoveredLabelTable
{
    private static readonly string[] Figures =
        ["positives", "average_precision", "average_precision_low", "average_precision_high", "precision", "recall", "f1", "ece",
            "brier", "nll"];

    private static readonly string[] Header = ["label", "covered", "set_labels", .. Figures, .. Figures.Select(f => "test_" + f)];

    public static void Write(string path, ExtraSetReport report, LabelCoverage coverage) => Csv.Write(path, Header,
    [
        .. coverage.Covered.Select((label, i) => (IReadOnlyList<object?>)
            [label.Name, 1, string.Join(", ", label.Theirs), .. Of(report.Set.Labels[i]), .. Of(report.Test.Labels[i])]),
        .. coverage.NotCovered.Select(name => (IReadOnlyList<object?>)[name, 0, .. new object?[Header.Length - 2]]),
    ]);

    private static IEnumerable<object?> Of(CoveredLabelFigures l) =>
    [
        l.Positives, l.AveragePrecision.Value, l.AveragePrecision.Interval?.Low, l.AveragePrecision.Interval?.High,
        l.AtThreshold.Precision, l.AtThreshold.Recall, l.AtThreshold.F1, l.ExpectedCalibrationError, l.Brier, l.NegativeLogLikelihood,
    ];
}
