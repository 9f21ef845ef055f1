using Emotune.Files;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;

namespace Emotune.Model.Stages;

/// <summary>
/// <c>threshold_curves.csv</c>, a row for each label and threshold: <c>label</c>; <c>threshold</c> on the calibrated probability;
/// <c>chosen</c>, 1 at the threshold that validation gave the label and 0 elsewhere; then <c>precision</c>, <c>recall</c> and <c>f1</c>
/// on test, each with <c>_low</c> and <c>_high</c> of its bootstrap band. An undefined figure and its band are empty.
/// </summary>
internal static class ThresholdCurveTable
{
    private static readonly string[] Header =
    [
        "label", "threshold", "chosen", "precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high", "f1",
        "f1_low", "f1_high",
    ];

    public static void Write(string path, IEnumerable<ThresholdCurvePoint> points) => Csv.Write(path, Header, points.Select(Row));

    /// <param name="confidence">Of the bands, which the file does not repeat.</param>
    public static IReadOnlyList<ThresholdCurvePoint> Read(string path, double confidence) =>
        [.. CsvTable.Read(path, Header).Select(r => new ThresholdCurvePoint(
            r.Text(0), r.Number(1), r.Text(2) == "1", Estimate(r, 3, confidence), Estimate(r, 6, confidence), Estimate(r, 9, confidence)))];

    private static IReadOnlyList<object?> Row(ThresholdCurvePoint p) =>
        [p.Label, p.Threshold, p.Chosen ? 1 : 0, .. Fields(p.Precision), .. Fields(p.Recall), .. Fields(p.F1)];

    private static IEnumerable<object?> Fields(Estimate estimate) => [estimate.Value, estimate.Interval?.Low, estimate.Interval?.High];

    private static Estimate Estimate(CsvTableRow row, int first, double confidence) => new(
        row.NumberOrNull(first),
        row.NumberOrNull(first + 1) is { } low && row.NumberOrNull(first + 2) is { } high ? new Interval(low, high, confidence) : null);
}
