using Emotune.Model.Metrics;
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

    /// <summary>The same over a whole split, in double.</summary>
    public static double Mean(Predictions predictions)
    {
        var sum = 0.0;
        for (var i = 0; i < predictions.Logits.Length; i++)
        {
            double x = predictions.Logits[i];
            sum += Math.Max(x, 0) - x * predictions.Labels[i] + Math.Log(1 + Math.Exp(-Math.Abs(x)));
        }
        return sum / predictions.Logits.Length;
    }
}
