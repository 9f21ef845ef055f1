using Emotune.Model.Stages;

namespace Emotune.Pipeline.Execution;

/// <summary>
/// Results of runs, seeds and extra sets that the experiment no longer has, and of a pretraining that it no longer asks for.
/// </summary>
internal static class OrphanRuns
{
    /// <summary>What a build tells of orphans: nothing where an override may be all that hides a run of the file.</summary>
    public static IReadOnlyList<string> ToTell(ExperimentSession experiment) => experiment.IsOverridden ? [] : In(experiment);

    /// <returns>Their folders, absolute. All runs of the experiment's file count, whichever are selected.</returns>
    public static IReadOnlyList<string> In(ExperimentSession experiment) =>
        [.. Pretraining(experiment), .. ExtraSets(experiment, experiment.Artifacts.Root), .. Runs(experiment)];

    private static IEnumerable<string> Pretraining(ExperimentSession experiment) =>
        new[] { experiment.Artifacts.Stage(StageKind.Pretrain) }
            .Where(f => experiment.Spec.Backbone.Pretrain is null && Directory.Exists(f));

    private static IEnumerable<string> ExtraSets(ExperimentSession experiment, string folder) =>
        ResultTree.Folders(Path.Combine(folder, StageLayout.ExtraSets))
            .Where(set => experiment.Spec.Evaluation.ExtraSets?.Any(s => s.Name == Path.GetFileName(set)) != true);

    private static IEnumerable<string> Runs(ExperimentSession experiment)
    {
        var known = experiment.Spec.Runs
            .SelectMany(r => experiment.Spec.Seeds.Select(s => experiment.Artifacts.Run(r.Name, s)))
            .ToHashSet(StringComparer.Ordinal);
        return ResultTree.Seeds(experiment.Artifacts.Root)
            .SelectMany(seed => known.Contains(seed) ? ExtraSets(experiment, seed) : [seed]);
    }
}
