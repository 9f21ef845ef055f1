namespace Emotune.Model.Losses;

/// <summary>Which loss a classifier is trained on; each is a mean over rows and labels.</summary>
public enum LossKind
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
public sealed record LossOptions
{
    public LossKind Kind { get; init; } = LossKind.Bce;

    /// <summary>
    /// ε in [0, 1): a target t becomes t·(1 − ε) + ε/2, between yes and no of each label
    /// (Szegedy et al. 2016, "Rethinking the Inception Architecture for Computer Vision", with two classes).
    /// </summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Of <see cref="LossKind.PosWeight"/>: weight = (negatives ÷ positives)^power.</summary>
    public double Power { get; init; } = 1;

    /// <summary>Of <see cref="LossKind.PosWeight"/>: no weight is larger.</summary>
    public double MaximumWeight { get; init; } = 100;

    /// <summary>Of <see cref="LossKind.Focal"/>, in [0, 1].</summary>
    public double Alpha { get; init; } = 0.25;

    /// <summary>Of <see cref="LossKind.Focal"/>.</summary>
    public double Gamma { get; init; } = 2;

    /// <summary>Of <see cref="LossKind.Asymmetric"/>.</summary>
    public double GammaNegative { get; init; } = 4;

    /// <summary>Of <see cref="LossKind.Asymmetric"/>.</summary>
    public double GammaPositive { get; init; } = 1;

    /// <summary>Of <see cref="LossKind.Asymmetric"/>, in [0, 1).</summary>
    public double Clip { get; init; } = 0.05;

    /// <summary>What is out of range: each constant's name, value and valid range.</summary>
    internal IEnumerable<(string Name, double Given, string Valid)> Faults()
    {
        (string Name, double Given, bool Holds, string Valid)[] checks =
        [
            ("loss.label_smoothing", LabelSmoothing, LabelSmoothing is >= 0 and < 1, "0 to 1, 1 excluded"),
            ("loss.power", Power, Power is >= 0 and <= 10, "0 to 10"),
            ("loss.max_weight", MaximumWeight, MaximumWeight is >= 1 and <= 1e6, "1 to 1000000"),
            ("loss.alpha", Alpha, Alpha is >= 0 and <= 1, "0 to 1"),
            ("loss.gamma", Gamma, Gamma is >= 0 and <= 10, "0 to 10"),
            ("loss.gamma_negative", GammaNegative, GammaNegative is >= 0 and <= 10, "0 to 10"),
            ("loss.gamma_positive", GammaPositive, GammaPositive is >= 0 and <= 10, "0 to 10"),
            ("loss.clip", Clip, Clip is >= 0 and < 1, "0 to 1, 1 excluded"),
        ];
        return checks.Where(c => !c.Holds).Select(c => (c.Name, c.Given, c.Valid));
    }
}
