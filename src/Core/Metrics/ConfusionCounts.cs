namespace Emotune.Metrics;

/// <summary>How the decisions about one label (or several, added up) came out. Ratios without a denominator are zero.</summary>
internal readonly record struct ConfusionCounts(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    public long Positives => TruePositives + FalseNegatives;

    public long Predicted => TruePositives + FalsePositives;

    public double Precision => Ratio(TruePositives, Predicted);

    public double Recall => Ratio(TruePositives, Positives);

    /// <summary>2·TP ÷ (2·TP + FP + FN), in [0, 1].</summary>
    public double F1 => Ratio(2 * TruePositives, Predicted + Positives);

    /// <summary>Matthews' correlation coefficient, in [−1, 1].</summary>
    public double MatthewsCorrelation
    {
        get
        {
            var scale = Math.Sqrt((double)Predicted * Positives) * Math.Sqrt(
                (double)(TrueNegatives + FalsePositives) * (TrueNegatives + FalseNegatives));
            var covariance = (double)TruePositives * TrueNegatives - (double)FalsePositives * FalseNegatives;
            return scale == 0 ? 0 : covariance / scale;
        }
    }

    public Scores Scores => new(Precision, Recall, F1);

    public static ConfusionCounts operator +(ConfusionCounts a, ConfusionCounts b) => new(
        a.TruePositives + b.TruePositives, a.FalsePositives + b.FalsePositives,
        a.FalseNegatives + b.FalseNegatives, a.TrueNegatives + b.TrueNegatives);

    public static ConfusionCounts Add(ConfusionCounts left, ConfusionCounts right) => left + right;

    internal static double Ratio(long numerator, long denominator) => denominator == 0 ? 0 : (double)numerator / denominator;
}
