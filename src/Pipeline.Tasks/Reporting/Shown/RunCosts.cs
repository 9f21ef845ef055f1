using Emotune.Model.Stages;
using Emotune.Model.Training;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>What a run took with one seed, a mean over its seeds; or what the whole experiment took.</summary>
/// <param name="Run">Null for the whole experiment.</param>
/// <param name="TrainingSeconds">Null where no training's cost is known.</param>
/// <param name="Seconds">Those of all stages, which count each by itself where they ran side by side.</param>
/// <param name="PeakMemoryBytes">The highest of all stages.</param>
/// <param name="BytesStored">What all stages wrote.</param>
/// <param name="Processors">The kinds of processor that the stages ran on.</param>
internal sealed record RunCost(
    RunGroup? Run, double? TrainingSeconds, double Seconds, long PeakMemoryBytes, long BytesStored, IReadOnlyList<string> Processors);

/// <summary>Adds up the costs of the stages.</summary>
internal static class RunCosts
{
    private static readonly string Train = StageLayout.Train.Stage.CostName;

    /// <summary>A row for each run with known costs, and last the whole experiment; empty where no cost is known.</summary>
    public static IReadOnlyList<RunCost> Of(ReportInput input)
    {
        StageCost[] all = [.. StageCosts.Of(input).Select(c => c.Cost)];
        return all.Length == 0
            ? []
            : [
                .. RunGroup.Of(input.Runs).Select(OfRun).OfType<RunCost>(),
                Of(null, input.Runs.Select(r => r.Costs.GetValueOrDefault(Train)).OfType<StageCost>(), all, seeds: 1),
            ];
    }

    /// <summary>The kind of processor, with what is known of it.</summary>
    public static string Processor(StageCost cost) => string.Join(
        ", ", new[] { cost.Processor, cost.InstructionSet, cost.Cores is { } n ? FormattableString.Invariant($"{n} cores") : null }
            .OfType<string>());

    private static RunCost? OfRun(RunGroup group)
    {
        RunResult[] known = [.. group.Finished.Where(r => r.Costs.Count > 0)];
        return known.Length == 0
            ? null
            : Of(group, known.Select(r => r.Costs.GetValueOrDefault(Train)).OfType<StageCost>(),
                [.. known.SelectMany(r => r.Costs.Values)], known.Length);
    }

    private static RunCost Of(RunGroup? run, IEnumerable<StageCost> trainings, StageCost[] all, int seeds)
    {
        double[] seconds = [.. trainings.Select(c => c.Seconds)];
        return new RunCost(
            run, seconds.Length == 0 ? null : seconds.Sum() / seeds, all.Sum(c => c.Seconds) / seeds, all.Max(c => c.PeakMemoryBytes),
            all.Sum(c => c.BytesStored) / seeds, [.. all.Select(Processor).Distinct()]);
    }
}
