using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>What beta calibration sees of a logit: ln p and −ln(1 − p).</summary>
internal static class BetaFeatures
{
    /// <summary>The share of one feature's variance that the other leaves over, below which rounding decides between the two.</summary>
    private const double LeastLeftOver = 1e-6;

    public static double[] Of(float logit) => [-Logistic.Softplus(-logit), Logistic.Softplus(logit), 1];

    /// <summary>
    /// Whether the two features are far enough from one line over these logits: they are not where the logits lie close together or at
    /// two places, and then the scales' sum is known, and not each of them.
    /// </summary>
    public static bool TellScalesApart(float[] logits)
    {
        var features = Array.ConvertAll(logits, Of);
        var (first, second) = (features.Average(f => f[0]), features.Average(f => f[1]));
        double firsts = 0, seconds = 0, both = 0;
        foreach (var f in features)
        {
            firsts += (f[0] - first) * (f[0] - first);
            seconds += (f[1] - second) * (f[1] - second);
            both += (f[0] - first) * (f[1] - second);
        }
        return 1 - both * both / (firsts * seconds) >= LeastLeftOver;
    }
}
