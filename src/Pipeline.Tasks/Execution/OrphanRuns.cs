using Emotune.Model.Stages;

namespace Emotune.Pipeline.Execution;

/// <summary>
/// Results of runs, seeds and extra sets that the experiment no longer has, and of a pretraining that it no longer asks for.
/// </summary>
internal static class OrphanRuns
{
    /// <returns>Their folders, absolute; none while only some runs are selected.</returns>
    public static IReadOnlyList<string> In(ExperimentSession experiment)
    {
        return [.. Pretraining(experiment), .. ExtraSets(experiment, experiment.Artifacts.Root), .. Runs(experiment)];
    }

    private static IEnumerable<string> Pretraining(ExperimentSession experiment) =>
        new[] { experiment.Artifacts.Stage(StageKind.Pretrain) }
            .Where(f => experiment.Spec.Backbone.Pretrain is null && Directory.Exists(f));

    private static IEnumerable<string> ExtraSets(ExperimentSession experiment, string folder)
    {
        var sets = Path.Combine(folder, StageLayout.ExtraSets);
        return !Directory.Exists(sets) ? [] : Directory.EnumerateDirectories(sets)
            .Where(set => experiment.Spec.Evaluation.ExtraSets?.Any(s => s.Name == Path.GetFileName(set)) != true)
            .Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Runs(ExperimentSession experiment)
    {
        var runs = Path.Combine(experiment.Artifacts.Root, StageLayout.Runs);
        if (!Directory.Exists(runs))
            return [];
        var known = experiment.Spec.Runs
            .SelectMany(r => experiment.Spec.Seeds.Select(s => experiment.Artifacts.Run(r.Name, s)))
            .ToHashSet(StringComparer.Ordinal);
        return Directory.EnumerateDirectories(runs)
            .SelectMany(run => Directory.EnumerateDirectories(run))
            .Order(StringComparer.Ordinal)
            .SelectMany(seed => known.Contains(seed) ? ExtraSets(experiment, seed) : [seed]);
    }
}
