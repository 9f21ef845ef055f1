using System.Diagnostics;

namespace Emotune.Model.Optimization;

/// <summary>How the learning rate goes down after the warm-up.</summary>
internal enum ScheduleKind { Linear, Cosine, Constant }

/// <summary>The learning rate by step: linear warm-up from zero, then decay; Transformers' formulas.</summary>
/// <param name="Peak">The rate at the end of the warm-up.</param>
/// <param name="WarmupSteps">Steps of warm-up; the first of them has rate zero.</param>
/// <param name="TotalSteps">Optimizer steps of the whole run.</param>
internal sealed record LearningRateSchedule(ScheduleKind Kind, double Peak, int WarmupSteps, int TotalSteps)
{
    /// <summary>A schedule whose warm-up takes a share of the steps, rounded up.</summary>
    public static LearningRateSchedule WithWarmupRatio(ScheduleKind kind, double peak, double warmupRatio, int totalSteps) =>
        new(kind, peak, (int)Math.Ceiling(totalSteps * warmupRatio), totalSteps);

    /// <param name="step">Counts from zero.</param>
    public double At(int step)
    {
        if (step < WarmupSteps)
            return Peak * step / Math.Max(1, WarmupSteps);
        var progress = (double)(step - WarmupSteps) / Math.Max(1, TotalSteps - WarmupSteps);
        return Peak * Kind switch
        {
            ScheduleKind.Constant => 1,
            ScheduleKind.Cosine => Math.Max(0, 0.5 * (1 + Math.Cos(Math.PI * progress))),
            ScheduleKind.Linear => Math.Max(0, 1 - progress),
            _ => throw new UnreachableException($"There is no schedule {Kind}."),
        };
    }
}
