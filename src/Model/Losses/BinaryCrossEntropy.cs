using static TorchSharp.torch;

namespace Emotune.Model.Losses;

/// <summary>The usual loss of multi-label classification: the mean over rows and labels of −log of the truth's probability.</summary>
internal static class BinaryCrossEntropy
{
    /// <param name="logits">(B, L)</param>
    /// <param name="targets">(B, L) in [0, 1]: multi-hot, or smoothed.</param>
    /// <param name="positiveWeights">(L) what a positive counts for beside a negative's one; null: as much.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Mean(Tensor logits, Tensor targets, Tensor? positiveWeights = null) =>
        nn.functional.binary_cross_entropy_with_logits(logits, targets, pos_weights: positiveWeights);
}
