using Emotune.Model.Stages;
using Emotune.Platform;

namespace Emotune.Pipeline.Execution;

/// <summary>Removes results, and only what the pipeline made: what else lies among them stays and is told.</summary>
internal sealed class ArtifactCleaner(ArtifactFolder artifacts, Action<string> say)
{
    /// <summary>The results in a folder and below it, and the folders that are empty then.</summary>
    public void RemoveResults(string below)
    {
        foreach (var (folder, stage) in Places().Where(p => ResultTree.IsWithin(p.Folder, below)).ToList())
        {
            // Another stage's manifest was copied here by somebody.
            if (new ResultFolder(folder) is { Manifest: { } manifest } results && manifest.Key.Stage == stage)
            {
                say($"Removing {Name(folder)}");
                results.DeleteOwn();
            }

            RemoveEmpty(folder);
        }
    }

    private IEnumerable<(string Folder, string Stage)> Places() =>
    [
        .. ResultTree.In(artifacts.Root).Select(p => (p.Folder, p.Kind.ToString())),
        .. ResultTree.Exports(artifacts.Root).Select(f => (f, StageLayout.Export.Stage)),
    ];

    /// <summary>All results, and what the pipeline knows of them.</summary>
    /// <param name="keepsStore">Leaves what earlier results can be restored from.</param>
    public void RemoveAll(bool keepsStore)
    {
        RemoveResults(artifacts.Root);
        RemoveWork();
        // A stage's key says that a folder with somebody's files in it is the stage's all the same.
        var left = ResultTree.In(artifacts.Root).SelectMany(p => artifacts.KeyFiles(p.Folder)).ToHashSet(StringComparer.Ordinal);
        RemoveFiles(artifacts.Keys, "*.json", key => !left.Contains(key));
        RemoveFiles(Path.GetDirectoryName(artifacts.Digests)!, Path.GetFileName(artifacts.Digests), _ => true);
        File.Delete(artifacts.ResolvedExperiment);
        if (!keepsStore)
            new ResultStore(artifacts.Store).Clear();
        TellWhatStays();
    }

    /// <summary>The folder itself where nothing is in it: for an experiment that nobody builds any more. Its lock is held.</summary>
    public void RemoveFolder()
    {
        string[] own = [artifacts.Lock, BuildLock.HolderPath(artifacts.Lock)];
        if (new DirectoryInfo(artifacts.Root).LinkTarget is not null
            || Directory.EnumerateFileSystemEntries(artifacts.Root).Except(own, StringComparer.Ordinal).Any())
        {
            return;
        }

        foreach (var file in own)
            File.Delete(file);
        Directory.Delete(artifacts.Root);
    }

    // A replaced result that a killed build left here may hold what was not Emotune's in it.
    private void RemoveWork()
    {
        foreach (var folder in ResultTree.Folders(artifacts.Work))
        {
            if (folder.EndsWith(".old", StringComparison.Ordinal))
                new ResultFolder(folder).DeleteOwn();
            else
                Directory.Delete(folder, recursive: true);
        }

        RemoveEmpty(artifacts.Work);
    }

    /// <summary>While anything is there, the folder has to stay known as Emotune's.</summary>
    private void TellWhatStays()
    {
        var left = artifacts.Foreign().Concat(ResultTree.Folders(artifacts.Work)).ToList();
        if (left.Count == 0 && !Directory.Exists(artifacts.Store))
            File.Delete(artifacts.Marker);
        foreach (var entry in left)
            say($"{Name(entry)} is not Emotune's; it stays.");
    }

    private static void RemoveFiles(string folder, string pattern, Func<string, bool> which)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder, pattern).Where(which))
            File.Delete(file);
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    /// <summary>The folder and those that it is in, as far as they are empty.</summary>
    private void RemoveEmpty(string folder)
    {
        for (var at = folder; at != artifacts.Root; at = Path.GetDirectoryName(at)!)
        {
            if (!Directory.Exists(at))
                continue;
            if (Directory.EnumerateFileSystemEntries(at).Any())
                return;
            Directory.Delete(at);
        }
    }

    private string Name(string path) => PathText.Below(artifacts.Root, path);
}
