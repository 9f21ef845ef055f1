using Emotune.Metrics;

namespace Emotune.Model.Tests.Metrics;

/// <summary>Precision and recall at every distinct score, ascending; the last point is (1, 0), which has no threshold.</summary>
/// <param name="Precision">One more than <paramref name="Thresholds"/>.</param>
/// <param name="Recall">As long as <paramref name="Precision"/>; one at every threshold where there are no positives.</param>
internal sealed record PrecisionRecallCurve(double[] Precision, double[] Recall, double[] Thresholds)
{
    public static PrecisionRecallCurve Of(ThresholdCounts counts)
    {
        var n = counts.Scores.Length;
        var curve = new PrecisionRecallCurve(new double[n + 1], new double[n + 1], new double[n]);
        for (var k = 0; k < n; k++)
        {
            var at = n - 1 - k;
            curve.Thresholds[at] = counts.Scores[k];
            curve.Precision[at] = (double)counts.TruePositives[k] / counts.Predicted[k];
            curve.Recall[at] = counts.Positives == 0 ? 1 : (double)counts.TruePositives[k] / counts.Positives;
        }
        curve.Precision[n] = 1;
        return curve;
    }
}
