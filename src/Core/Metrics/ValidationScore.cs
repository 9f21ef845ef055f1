using System.Diagnostics;
using Emotune.Diagnostics;

namespace Emotune.Metrics;

/// <summary>What early stopping goes by, from raw validation logits.</summary>
/// <param name="Loss">Mean binary cross-entropy over all decisions, in nats.</param>
/// <param name="MicroF1">At the single threshold that is best for it on this split.</param>
/// <param name="MacroF1">Likewise, at its own best single threshold.</param>
/// <param name="MacroAveragePrecision">The mean over labels with at least one positive.</param>
internal sealed record ValidationScore(double Loss, double MicroF1, double MacroF1, double MacroAveragePrecision)
{
    public const string MicroF1Name = "micro_f1";
    public const string MacroF1Name = "macro_f1";
    public const string MacroAveragePrecisionName = "macro_average_precision";
    public const string LossName = "loss";

    /// <summary>All four figures; the (N × L) scores are sorted once.</summary>
    /// <exception cref="DiagnosticException">EXP5001 to EXP5005: what the predictions lack.</exception>
    public static ValidationScore Of(Predictions validation)
    {
        validation.CheckedForFitting("validation");
        var sweep = ThresholdSweep.Of(validation);
        return new ValidationScore(
            ProbabilityScores.NegativeLogLikelihood(validation.Logits, validation.Labels),
            sweep.MicroF1,
            sweep.MacroF1,
            sweep.MacroAveragePrecision);
    }

    /// <summary>One figure.</summary>
    /// <exception cref="DiagnosticException">EXP5001 to EXP5005: what the predictions lack.</exception>
    public static double Compute(Predictions validation, ValidationMetric metric) => Of(validation)[metric];

    /// <summary>The figure that a metric names.</summary>
    public double this[ValidationMetric metric] => metric switch
    {
        ValidationMetric.MicroF1 => MicroF1,
        ValidationMetric.MacroF1 => MacroF1,
        ValidationMetric.MacroAveragePrecision => MacroAveragePrecision,
        ValidationMetric.Loss => Loss,
        _ => throw new UnreachableException($"There is no metric {metric}."),
    };
}
