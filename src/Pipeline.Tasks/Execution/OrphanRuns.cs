using Emotune.Model.Stages;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Execution;

/// <summary>Results that belong to nothing in the experiment's file.</summary>
/// <param name="Folder">Absolute.</param>
/// <param name="Trained">When it was trained; null where that is not known.</param>
/// <param name="With">What had changed the experiment's file then; null for nothing.</param>
internal sealed record OrphanRun(string Folder, DateTimeOffset? Trained, OverriddenBy? With)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Until when it is kept, because the experiment's file never had it; null where nothing keeps it.</summary>
    public DateTimeOffset? KeptUntil => With is null ? null : Trained + Kept;

    public bool IsKept(DateTimeOffset now) => KeptUntil > now;
}

/// <summary>
/// Results of runs, seeds and extra sets that the experiment no longer has, and of a pretraining that it no longer asks for.
/// </summary>
internal static class OrphanRuns
{
    /// <summary>What a build tells of orphans: nothing where an override may be all that hides a run of the file.</summary>
    public static IReadOnlyList<OrphanRun> ToTell(ExperimentSession experiment) => experiment.OverriddenBy is null ? In(experiment) : [];

    /// <returns>All runs of the experiment's file count, whichever are selected, and those that overrides add.</returns>
    public static IReadOnlyList<OrphanRun> In(ExperimentSession experiment) => In(
        experiment.Artifacts, experiment.AsWritten is { } written ? [experiment.Spec, written] : [experiment.Spec]);

    /// <param name="specs">All that may own results; none where the experiment is gone.</param>
    public static IReadOnlyList<OrphanRun> In(ArtifactFolder artifacts, IReadOnlyList<ExperimentSpec> specs)
    {
        // What a folder's first stage made is what takes long.
        var stages = ResultTree.In(artifacts.Root).ToList();
        return
        [
            .. Folders(artifacts, specs)
                .Select(f => (Folder: f, Stages: stages.Where(s => ResultTree.IsWithin(s.Folder, f)).ToList()))
                .Select(o => Orphan(o.Folder, o.Stages.Count == 0 ? o.Folder : o.Stages.MinBy(s => s.Kind).Folder)),
        ];
    }

    private static OrphanRun Orphan(string folder, string first) =>
        CostFile.Read(first) is { } cost ? new(folder, cost.Cost.Finished, cost.OverriddenBy) : new(folder, null, null);

    private static IEnumerable<string> Folders(ArtifactFolder artifacts, IReadOnlyList<ExperimentSpec> specs) =>
        [.. Pretraining(artifacts, specs), .. ExtraSets(artifacts.Root, specs), .. Runs(artifacts, specs)];

    private static IEnumerable<string> Pretraining(ArtifactFolder artifacts, IReadOnlyList<ExperimentSpec> specs) =>
        new[] { artifacts.Stage(StageKind.Pretrain) }
            .Where(f => specs.All(s => s.Backbone.Pretrain is null) && Directory.Exists(f));

    private static IEnumerable<string> ExtraSets(string folder, IReadOnlyList<ExperimentSpec> specs) =>
        ResultTree.Folders(Path.Combine(folder, StageLayout.ExtraSets))
            .Where(set => !specs.SelectMany(s => s.Evaluation.ExtraSets ?? []).Any(s => s.Name == Path.GetFileName(set)));

    private static IEnumerable<string> Runs(ArtifactFolder artifacts, IReadOnlyList<ExperimentSpec> specs)
    {
        var known = specs.SelectMany(spec => spec.Runs.SelectMany(r => spec.Seeds.Select(s => artifacts.Run(r.Name, s))))
            .ToHashSet(StringComparer.Ordinal);
        return ResultTree.Seeds(artifacts.Root)
            .SelectMany(seed => known.Contains(seed) ? ExtraSets(seed, specs) : [seed]);
    }
}
