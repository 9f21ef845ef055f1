using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>Thresholds chosen on some rows.</summary>
/// <param name="Labels">(L).</param>
internal sealed record ThresholdChoice(double Global, double[] Labels)
{
    /// <param name="probabilities">(N × L), calibrated.</param>
    public static ThresholdChoice On(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels, int labelCount, ThresholdOptions options)
    {
        var global = DecisionThreshold.BestF1(ThresholdCounts.Of(probabilities, labels)).Value;
        if (options.Strategy is ThresholdStrategy.Fixed or ThresholdStrategy.GlobalF1)
        {
            return new ThresholdChoice(
                global, [.. Enumerable.Repeat(options.Strategy == ThresholdStrategy.Fixed ? options.Value : global, labelCount)]);
        }

        var counts = new ThresholdCounts[labelCount];
        for (var j = 0; j < labelCount; j++)
            counts[j] = ThresholdCounts.Of(Columns.Of(probabilities, labelCount, j), Columns.Of(labels, labelCount, j));
        var own = options.Strategy == ThresholdStrategy.CoordinateAscent
            ? CoordinateAscent.Climb(counts, global, options.Objective)
            : Array.ConvertAll(counts, c => DecisionThreshold.BestF1(c).Value);
        return new ThresholdChoice(global, [.. own.Select((t, j) => Shrunk(t, global, counts[j].Positives, options.Shrinkage))]);
    }

    /// <summary>σ((n·logit(own) + k·logit(global)) ÷ (n + k)). A label that is never predicted though it has positives stays so.</summary>
    public static double Shrunk(double own, double global, int positives, double strength)
    {
        if (strength == 0 || global >= DecisionThreshold.Never)
            return own;
        if (own >= DecisionThreshold.Never)
            return positives == 0 ? global : own;
        return Logistic.Sigmoid((positives * Logistic.Logit(own) + strength * Logistic.Logit(global)) / (positives + strength));
    }

    /// <summary>Mean log-odds of those that predict; never predicts where at least half of them do not.</summary>
    public static double Average(IReadOnlyList<double> thresholds)
    {
        double[] logits = [.. thresholds.Where(t => t < DecisionThreshold.Never).Select(Logistic.Logit)];
        return 2 * logits.Length <= thresholds.Count ? DecisionThreshold.Never : Logistic.Sigmoid(logits.Average());
    }
}
