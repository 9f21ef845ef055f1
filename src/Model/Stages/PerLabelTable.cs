using Emotune.Files;
using Emotune.Model.Evaluation;

namespace Emotune.Model.Stages;

/// <summary>One row a label: <c>per_label.csv</c>.</summary>
internal static class PerLabelTable
{
    private static readonly string[] Header =
    [
        "label", "positives", "average_precision", "average_precision_low", "average_precision_high", "roc_auc", "threshold",
        "precision_half", "recall_half", "f1_half", "precision", "recall", "f1",
        "ece_before", "ece_after", "brier_before", "brier_after", "nll_before", "nll_after", "nll_change", "nll_change_low",
        "nll_change_high", "nll_p", "nll_p_holm",
        "debiased_squared_before", "debiased_squared_before_low", "debiased_squared_before_high",
        "debiased_squared_after", "debiased_squared_after_low", "debiased_squared_after_high",
    ];

    public static void Write(string path, IReadOnlyList<LabelReport> labels) => Csv.Write(path, Header, labels.Select(Row));

    private static IReadOnlyList<object?> Row(LabelReport l) =>
    [
        l.Name, l.Positives, l.AveragePrecision.Value, l.AveragePrecision.Interval?.Low, l.AveragePrecision.Interval?.High, l.RocAuc,
        l.Threshold,
        l.AtHalf.Precision, l.AtHalf.Recall, l.AtHalf.F1, l.AtThreshold.Precision, l.AtThreshold.Recall, l.AtThreshold.F1,
        l.EceBefore, l.EceAfter, l.BrierBefore, l.BrierAfter, l.NllBefore, l.NllAfter, l.NllChange?.Value, l.NllChange?.Interval?.Low,
        l.NllChange?.Interval?.High,
        l.NllPValue, l.NllAdjustedPValue,
        l.DebiasedSquaredBefore?.Value, l.DebiasedSquaredBefore?.Interval?.Low, l.DebiasedSquaredBefore?.Interval?.High,
        l.DebiasedSquaredAfter?.Value, l.DebiasedSquaredAfter?.Interval?.Low, l.DebiasedSquaredAfter?.Interval?.High,
    ];
}
