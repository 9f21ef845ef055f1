using static TorchSharp.torch;

namespace Emotune.Model.Training;

/// <summary>The loss of multi-label classification: the mean over rows and labels of −log of the truth's probability.</summary>
public static class BinaryCrossEntropy
{
    /// <param name="logits">(B, L)</param>
    /// <param name="labels">(B, L) multi-hot.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Mean(Tensor logits, Tensor labels) =>
        nn.functional.binary_cross_entropy_with_logits(logits, labels);
}
