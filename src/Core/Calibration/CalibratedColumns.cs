using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>What calibration makes of predictions.</summary>
internal static class CalibratedColumns
{
    public static ProbabilityColumns Of(Predictions predictions, IEnumerable<CalibrationMap> maps)
    {
        CalibrationMap[] ofLabels = [.. maps];
        var columns = EachLabel.Of(ofLabels.Length, j =>
        {
            var (logits, map) = (predictions.LogitsOf(j), ofLabels[j]);
            return (Probabilities: Array.ConvertAll(logits, z => map.Probability(z)), Logits: Array.ConvertAll(logits, z => map.Logit(z)));
        });
        return new ProbabilityColumns(
            Array.ConvertAll(columns, c => c.Probabilities),
            Array.ConvertAll(columns, c => c.Logits),
            [.. Enumerable.Range(0, predictions.LabelCount).Select(predictions.LabelsOf)]);
    }
}
