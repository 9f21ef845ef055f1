using Emotune.Calibration;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Onnx;

/// <summary>Fitted maps of every method, one a label.</summary>
internal static class SampleMaps
{
    public static Cases Methods => Cases.Each(Enum.GetValues<CalibrationMethod>());

    /// <summary>Maps that differ from label to label, and in their number of knots.</summary>
    public static CalibrationMap[] Of(CalibrationMethod method, int labels) =>
    [
        .. Enumerable.Range(0, labels).Select(j =>
        {
            var sample = SyntheticPredictions.Of(3 + j, rows: 60 + 30 * j);
            return CalibrationMethods.Fit(method, sample.Logits, sample.Labels).Map;
        }),
    ];

    /// <summary>Thresholds that some probabilities reach, and one that none does.</summary>
    public static double[] Thresholds(int labels) =>
        [.. Enumerable.Range(0, labels).Select(j => j == labels - 1 ? DecisionThreshold.Never : 0.2 + 0.1 * j)];
}
