using Emotune.Model.Diagnostics;

namespace Emotune.Model.Metrics;

/// <summary>What early stopping goes by, from raw validation logits.</summary>
/// <param name="Loss">Mean binary cross-entropy over all decisions, in nats.</param>
/// <param name="MicroF1">At the single threshold that is best for it on this split.</param>
/// <param name="MacroF1">Likewise, at its own best single threshold.</param>
/// <param name="MacroAveragePrecision">The mean over labels with at least one positive.</param>
public sealed record ValidationScore(double Loss, double MicroF1, double MacroF1, double MacroAveragePrecision)
{
    public const string MicroF1Name = "micro_f1";
    public const string MacroF1Name = "macro_f1";
    public const string MacroAveragePrecisionName = "macro_average_precision";
    public const string LossName = "loss";

    public static IReadOnlyList<string> Names { get; } = [MicroF1Name, MacroF1Name, MacroAveragePrecisionName, LossName];

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

    /// <summary>One figure, by its name in an experiment.</summary>
    /// <exception cref="DiagnosticException">EXP5001 to EXP5005, EXP5007: no such metric.</exception>
    public static double Compute(Predictions validation, string metric)
    {
        CheckName(metric);
        return Of(validation).Named(metric);
    }

    /// <exception cref="DiagnosticException">EXP5007: no such metric.</exception>
    public double Named(string metric)
    {
        CheckName(metric);
        return metric switch
        {
            MicroF1Name => MicroF1,
            MacroF1Name => MacroF1,
            MacroAveragePrecisionName => MacroAveragePrecision,
            _ => Loss,
        };
    }

    /// <exception cref="DiagnosticException">EXP5007: no such metric.</exception>
    public static bool HigherIsBetter(string metric)
    {
        CheckName(metric);
        return metric != LossName;
    }

    private static void CheckName(string metric)
    {
        if (!Names.Contains(metric, StringComparer.Ordinal))
            throw new DiagnosticException(Problems.UnknownValidationMetric.Given(metric, string.Join(", ", Names)));
    }
}
