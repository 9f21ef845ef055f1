using System.Diagnostics;

namespace Emotune.Metrics;

/// <summary>The figure of raw validation logits by which an epoch or a run is chosen.</summary>
internal enum ValidationMetric
{
    /// <inheritdoc cref="ValidationScore.MicroF1"/>
    MicroF1,

    /// <inheritdoc cref="ValidationScore.MacroF1"/>
    MacroF1,

    /// <inheritdoc cref="ValidationScore.MacroAveragePrecision"/>
    MacroAveragePrecision,

    /// <inheritdoc cref="ValidationScore.Loss"/>
    Loss,
}

/// <summary>What each <see cref="ValidationMetric"/> is called, and which way it improves.</summary>
internal static class ValidationMetrics
{
    /// <summary>The metric's name in experiments and in files.</summary>
    public static string Name(this ValidationMetric metric) => metric switch
    {
        ValidationMetric.MicroF1 => ValidationScore.MicroF1Name,
        ValidationMetric.MacroF1 => ValidationScore.MacroF1Name,
        ValidationMetric.MacroAveragePrecision => ValidationScore.MacroAveragePrecisionName,
        ValidationMetric.Loss => ValidationScore.LossName,
        _ => throw new UnreachableException($"There is no metric {metric}."),
    };

    /// <summary>The loss is better when it is lower, the other metrics when they are higher.</summary>
    public static bool HigherIsBetter(this ValidationMetric metric) => metric is not ValidationMetric.Loss;
}
