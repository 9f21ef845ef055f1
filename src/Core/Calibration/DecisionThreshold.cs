using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>A threshold, and the F1 it reached where it was chosen.</summary>
internal readonly record struct DecisionThreshold(double Value, double F1)
{
    /// <summary>No probability reaches it: the label is never predicted.</summary>
    public const double Never = 2;

    /// <summary>The score of the best F1 for "score ≥ threshold", the lowest of several; <see cref="Never"/> without positives.</summary>
    public static DecisionThreshold BestF1(ThresholdCounts counts)
    {
        if (counts.Positives == 0)
            return new DecisionThreshold(Never, 0);
        var best = 0;
        for (var k = 1; k < counts.Scores.Length; k++)
        {
            // 2·TP ÷ (predicted + positives), compared exactly: a tie must be a tie.
            var here = (long)counts.TruePositives[k] * (counts.Predicted[best] + (long)counts.Positives);
            var there = (long)counts.TruePositives[best] * (counts.Predicted[k] + (long)counts.Positives);
            best = here >= there ? k : best;
        }
        var f1 = 2.0 * counts.TruePositives[best] / (counts.Predicted[best] + (long)counts.Positives);
        return new DecisionThreshold(counts.Scores[best], f1);
    }
}
