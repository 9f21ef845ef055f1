using Emotune.Model.Losses;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>What training lowers. The constants of other functions than <paramref name="Function"/> are null.</summary>
/// <param name="LabelSmoothing">ε in [0, 1): a label's 1 becomes 1 − ε/2 and its 0 becomes ε/2.</param>
/// <param name="Power">Weight of a label's positives = (negatives ÷ positives)^power.</param>
/// <param name="MaxWeight">No such weight is larger.</param>
/// <param name="Alpha">The positives' share of the weight.</param>
/// <param name="Gamma">How much easy decisions are discounted.</param>
/// <param name="GammaNegative">How much easy negatives are discounted.</param>
/// <param name="GammaPositive">How much easy positives are discounted.</param>
/// <param name="Clip">A negative of a probability up to it costs nothing.</param>
internal sealed record LossSpec(
    LossKind Function,
    double LabelSmoothing,
    double? Power,
    double? MaxWeight,
    double? Alpha,
    double? Gamma,
    double? GammaNegative,
    double? GammaPositive,
    double? Clip)
{
    /// <summary>The options of the loss. The constants of other functions keep the model's own defaults.</summary>
    public LossOptions ToOptions()
    {
        var standard = new LossOptions();
        return new LossOptions
        {
            Kind = Function,
            LabelSmoothing = LabelSmoothing,
            Power = Power ?? standard.Power,
            MaxWeight = MaxWeight ?? standard.MaxWeight,
            Alpha = Alpha ?? standard.Alpha,
            Gamma = Gamma ?? standard.Gamma,
            GammaNegative = GammaNegative ?? standard.GammaNegative,
            GammaPositive = GammaPositive ?? standard.GammaPositive,
            Clip = Clip ?? standard.Clip,
        };
    }
}
