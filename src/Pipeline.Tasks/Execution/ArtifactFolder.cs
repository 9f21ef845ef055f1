using Emotune.Files;
using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;
using Emotune.Platform;

namespace Emotune.Pipeline.Execution;

/// <summary>Where the files of one experiment lie. Names that start with a dot are the pipeline's own.</summary>
/// <param name="Root">Absolute.</param>
internal sealed record ArtifactFolder(string Root)
{
    /// <summary>The experiment's name.</summary>
    public string Name => Path.GetFileName(Root);

    /// <summary>Says that the folder is Emotune's.</summary>
    public string Marker => Path.Combine(Root, ".emotune");

    public string Lock => Path.Combine(Root, ".lock");

    public string Digests => Path.Combine(Root, ".cache", "digests");

    public string Store => Path.Combine(Root, ".store");

    public string Keys => Path.Combine(Root, ".keys");

    /// <summary>Where results grow, and where replaced ones go on their way out.</summary>
    public string Work => Path.Combine(Root, ".work");

    public string ResolvedExperiment => Path.Combine(Root, "experiment.resolved.yaml");

    /// <summary>A file that is newer than the stage's manifest exactly where the stage is stale: what MSBuild compares.</summary>
    public string KeyFile(StageNode node) => Path.Combine(Keys, node.Id + ".json");

    /// <summary>The key files that a stage's folder may have, as far as its place tells.</summary>
    public IEnumerable<string> KeyFiles(string folder)
    {
        var place = PathText.Below(Root, folder);
        string[] ids = [StageNode.IdOf(place, ofExtraSet: false), StageNode.IdOf(place, ofExtraSet: true)];
        return ids.Select(id => Path.Combine(Keys, id + ".json"));
    }

    /// <summary>The folder of a stage that all runs share.</summary>
    public string Stage(StageKind kind) => Path.Combine(Root, StageFolder.Of(kind));

    /// <summary>The folder of a run's and seed's stage.</summary>
    public string Stage(StageKind kind, string run, long seed) => Path.Combine(Root, StageFolder.Of(kind, run, seed));

    /// <summary>The folder that holds all stages of a run and seed.</summary>
    public string Run(string run, long seed) => Path.Combine(Root, StageFolder.OfRun(run, seed));

    /// <summary>The folder of an extra set's prepared data.</summary>
    public string ExtraSet(string set) => Path.Combine(Root, StageFolder.OfExtraSet(set));

    /// <summary>The folder in which it is written down what was exported of a run and seed.</summary>
    public string Exports(string run, long seed) => Path.Combine(Run(run, seed), StageLayout.Export.Folder);

    public string Stage(StageNode node) => Path.Combine(Root, node.Folder);

    public string Manifest(StageNode node) => Path.Combine(Stage(node), StageLayout.Manifest);

    /// <summary>An artifact's path from its name in a key, a user's file as it is.</summary>
    public string Input(StageInput input) => input.Producer is null ? input.Path : Path.Combine(Root, input.Path);

    /// <summary>Where a stage's files grow until they are whole.</summary>
    public string Unfinished(StageNode node) => Path.Combine(Work, node.Id + ".new");

    /// <summary>Where a replaced result goes on its way out.</summary>
    public string Replaced(StageNode node) => Path.Combine(Work, node.Id + ".old");

    /// <summary>Whether a build has been here: by the marker or, from before there was one, by the lock and the keys.</summary>
    public bool IsMarked => File.Exists(Marker) || (File.Exists(Lock) && Directory.Exists(Keys));

    /// <summary>Whether any stage's results lie in it, or earlier ones in its store.</summary>
    public bool HasResults => ResultTree.In(Root).Any(p => new ResultFolder(p.Folder).Manifest is not null)
        || (IsMarked && Directory.Exists(Store));

    /// <summary>
    /// Whatever lies in the folder and is not the pipeline's own bookkeeping, whose names are trusted where a build has been. Folders
    /// without any file are nothing.
    /// </summary>
    public IEnumerable<string> Foreign() => !Directory.Exists(Root) ? [] : Directory.EnumerateFileSystemEntries(Root)
        .Where(e => !Bookkeeping.Contains(Path.GetFileName(e)) && !IsHollow(e) && !AtomicFile.IsUnfinished(e, Marker))
        .Order(StringComparer.Ordinal);

    private static bool IsHollow(string entry) =>
        Directory.Exists(entry) && new DirectoryInfo(entry).LinkTarget is null
        && !Directory.EnumerateFiles(entry, "*", SearchOption.AllDirectories).Any();

    private HashSet<string> Bookkeeping =>
    [
        .. new[] { Marker, Lock, BuildLock.HolderPath(Lock) }
            .Concat(IsMarked ? [Path.GetDirectoryName(Digests)!, Store, ResolvedExperiment, Keys, Work] : [])
            .Select(p => Path.GetFileName(p)),
    ];

    /// <summary>What an interrupted stage may go on from: bound to its key, so that nothing else ever does.</summary>
    public string Checkpoints(StageNode node, StageKey key) => Path.Combine(Work, $"{node.Id}.{key.Digest[..16]}.checkpoints");
}
