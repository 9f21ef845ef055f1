using static TorchSharp.torch;

namespace Emotune.Model.Losses;

/// <summary>
/// Cross-entropy that lets go of easy negatives (Ridnik et al. 2021, "Asymmetric Loss For Multi-Label Classification",
/// arXiv:2009.14119): −(1 − p)^γ₊·log p for a positive and −q^γ₋·log(1 − q) for a negative, with q = max(p − clip, 0).
/// The slope is that of the formula, the focusing factors included, which the authors' own program takes as constants.
/// </summary>
internal static class AsymmetricLoss
{
    // Where q is zero, so is the loss; its power's slope alone would not be finite there.
    private const double SmallestBase = 1e-12;

    /// <param name="logits">(B, L)</param>
    /// <param name="targets">(B, L) in [0, 1].</param>
    /// <param name="gammaNegative">0 or more.</param>
    /// <param name="gammaPositive">0 or more.</param>
    /// <param name="clip">In [0, 1): a negative of a probability up to it costs nothing.</param>
    /// <returns>A scalar: the mean over rows and labels.</returns>
    public static Tensor Mean(Tensor logits, Tensor targets, double gammaNegative, double gammaPositive, double clip)
    {
        var (minusLogP, minusLogRest) = (FocalLoss.Softplus(-logits), FocalLoss.Softplus(logits));
        var positive = (-gammaPositive * minusLogRest).exp() * minusLogP;
        var negative = clip == 0
            ? (-gammaNegative * minusLogP).exp() * minusLogRest
            : Clipped(logits, gammaNegative, clip);
        return (targets * positive + (1 - targets) * negative).mean();
    }

    private static Tensor Clipped(Tensor logits, double gamma, double clip)
    {
        var excess = logits.sigmoid() - clip;
        // 1 − q is at least the clip, so that its logarithm is finite.
        return excess.clamp_min(SmallestBase).pow(gamma) * -(-excess.clamp_min(0)).log1p();
    }
}
