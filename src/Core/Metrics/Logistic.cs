namespace Emotune.Metrics;

/// <summary>The logistic function and its loss, stable for logits of any size.</summary>
internal static class Logistic
{
    /// <summary>
    /// The range of probabilities that <see cref="Logit"/> takes as they are; beyond it they are clipped, so that no loss is infinite.
    /// </summary>
    public const double SmallestProbability = 2.220446049250313e-16;

    /// <summary>1 ÷ (1 + e⁻ᶻ), in [0, 1].</summary>
    public static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));

    /// <summary>ln(1 + eᶻ).</summary>
    public static double Softplus(double logit) => Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));

    /// <summary>Binary cross-entropy of one decision, from its logit: ln(1 + eᶻ) − y·z, in nats.</summary>
    public static double Loss(double logit, bool positive) => Softplus(positive ? -logit : logit);

    /// <summary>ln(p ÷ (1 − p)), with p held within the double's resolution of 0 and 1.</summary>
    public static double Logit(double probability)
    {
        var p = Math.Clamp(probability, SmallestProbability, 1 - SmallestProbability);
        return Math.Log(p / (1 - p));
    }

    public static double[] Sigmoid(ReadOnlySpan<float> logits)
    {
        var probabilities = new double[logits.Length];
        for (var i = 0; i < logits.Length; i++)
            probabilities[i] = Sigmoid(logits[i]);
        return probabilities;
    }
}
