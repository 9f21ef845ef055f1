using System.Diagnostics;
using Emotune.Model.Prediction;
using static TorchSharp.torch;

namespace Emotune.Model.Losses;

/// <summary>A run's loss, made ready for its training rows.</summary>
internal sealed class MultiLabelLoss(LossOptions options, EncodedRows training)
{
    private readonly float[]? _positiveWeights = options.Kind == LossKind.PosWeight
        ? PositiveWeights.Of(training, options.Power, options.MaxWeight)
        : null;

    /// <param name="logits">(B, L)</param>
    /// <param name="labels">(B, L) multi-hot.</param>
    /// <returns>A scalar.</returns>
    public Tensor Mean(Tensor logits, Tensor labels)
    {
        var targets = options.LabelSmoothing == 0 ? labels : labels * (1 - options.LabelSmoothing) + options.LabelSmoothing / 2;
        return options.Kind switch
        {
            LossKind.Focal => FocalLoss.Mean(logits, targets, options.Alpha, options.Gamma),
            LossKind.Asymmetric => AsymmetricLoss.Mean(logits, targets, options.GammaNegative, options.GammaPositive, options.Clip),
            LossKind.PosWeight => BinaryCrossEntropy.Mean(logits, targets, tensor(_positiveWeights!)),
            LossKind.Bce => BinaryCrossEntropy.Mean(logits, targets),
            _ => throw new UnreachableException($"There is no loss {options.Kind}."),
        };
    }
}
