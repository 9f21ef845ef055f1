using static TorchSharp.torch;

namespace Emotune.Model.Losses;

/// <summary>
/// Cross-entropy that turns to the hard decisions (Lin et al. 2017, "Focal Loss for Dense Object Detection", arXiv:1708.02002):
/// −α·(1 − p)^γ·log p for a positive and −(1 − α)·p^γ·log(1 − p) for a negative.
/// </summary>
internal static class FocalLoss
{
    /// <param name="logits">(B, L)</param>
    /// <param name="targets">(B, L) in [0, 1].</param>
    /// <param name="alpha">In [0, 1]: the positives' share of the weight.</param>
    /// <param name="gamma">0 or more; 0: cross-entropy.</param>
    /// <returns>A scalar: the mean over rows and labels.</returns>
    public static Tensor Mean(Tensor logits, Tensor targets, double alpha, double gamma)
    {
        // −log p and −log(1 − p), finite for any logit; powers of p are powers of e of them.
        var (positive, negative) = (Softplus(-logits), Softplus(logits));
        var losses = targets * (-gamma * negative).exp() * positive * alpha
            + (1 - targets) * (-gamma * positive).exp() * negative * (1 - alpha);
        return losses.mean();
    }

    /// <summary>log(1 + e^x) without overflow, and with its slope at zero.</summary>
    internal static Tensor Softplus(Tensor x) => -nn.functional.logsigmoid(-x);
}
