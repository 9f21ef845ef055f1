using System.ComponentModel.DataAnnotations;

namespace Emotune.Model.Losses;

/// <summary>Which loss a classifier is trained on; each is a mean over rows and labels.</summary>
internal enum LossKind
{
    /// <inheritdoc cref="BinaryCrossEntropy"/>
    Bce,

    /// <summary>Cross-entropy whose positives weigh more the rarer their label is: see <see cref="PositiveWeights"/>.</summary>
    PosWeight,

    /// <inheritdoc cref="FocalLoss"/>
    Focal,

    /// <inheritdoc cref="AsymmetricLoss"/>
    Asymmetric,
}

/// <summary>
/// A loss with its constants, each of which counts for its own kind alone. Validation is by plain cross-entropy in any case.
/// </summary>
internal sealed record LossOptions
{
    public LossKind Kind { get; init; } = LossKind.Bce;

    /// <summary>
    /// ε: a target t becomes t·(1 − ε) + ε/2, between yes and no of each label
    /// (Szegedy et al. 2016, "Rethinking the Inception Architecture for Computer Vision", with two classes).
    /// </summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double LabelSmoothing { get; init; }

    /// <summary>Of <see cref="LossKind.PosWeight"/>: weight = (negatives ÷ positives)^power.</summary>
    [Range(0.0, 10.0)]
    public double Power { get; init; } = 1;

    /// <summary>Of <see cref="LossKind.PosWeight"/>: no weight is larger.</summary>
    [Range(1.0, 1e6)]
    public double MaxWeight { get; init; } = 100;

    /// <summary>Of <see cref="LossKind.Focal"/>.</summary>
    [Range(0.0, 1.0)]
    public double Alpha { get; init; } = 0.25;

    /// <summary>Of <see cref="LossKind.Focal"/>.</summary>
    [Range(0.0, 10.0)]
    public double Gamma { get; init; } = 2;

    /// <summary>Of <see cref="LossKind.Asymmetric"/>.</summary>
    [Range(0.0, 10.0)]
    public double GammaNegative { get; init; } = 4;

    /// <summary>Of <see cref="LossKind.Asymmetric"/>.</summary>
    [Range(0.0, 10.0)]
    public double GammaPositive { get; init; } = 1;

    /// <summary>Of <see cref="LossKind.Asymmetric"/>.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Clip { get; init; } = 0.05;
}
