namespace Emotune.Pipeline.Execution;

/// <summary>Removes results, and only what the pipeline made: what else lies among them stays and is told.</summary>
internal sealed class ArtifactCleaner(ArtifactFolder artifacts, Action<string> say)
{
    /// <summary>The results below a folder, and the folders that are empty then.</summary>
    public void RemoveResults(string folder)
    {
        foreach (var inner in Folders(folder))
            RemoveResults(inner);
        if (new ResultFolder(folder) is { Manifest: not null } results)
        {
            say($"Removing {Name(folder)}");
            results.DeleteOwn();
        }

        RemoveIfEmpty(folder);
    }

    /// <summary>All results, and what the pipeline knows of them.</summary>
    /// <param name="keepsStore">Leaves what earlier results can be restored from.</param>
    public void RemoveAll(bool keepsStore)
    {
        foreach (var folder in Folders(artifacts.Root).Where(f => !Path.GetFileName(f).StartsWith('.')))
            RemoveResults(folder);
        if (Directory.Exists(artifacts.Work))
            Directory.Delete(artifacts.Work, recursive: true);
        RemoveFiles(artifacts.Keys, "*.json");
        RemoveFiles(Path.GetDirectoryName(artifacts.Digests)!, Path.GetFileName(artifacts.Digests));
        File.Delete(artifacts.ResolvedExperiment);
        if (!keepsStore)
            new ResultStore(artifacts.Store).Clear();
        TellWhatStays();
    }

    /// <summary>While something of somebody's is there, the folder has to stay known as Emotune's.</summary>
    private void TellWhatStays()
    {
        var left = artifacts.Foreign().ToList();
        if (left.Count == 0)
            File.Delete(artifacts.Marker);
        foreach (var entry in left)
            say($"{Name(entry)} is not Emotune's; it stays.");
    }

    private static IEnumerable<string> Folders(string folder) =>
        Directory.Exists(folder)
            ? [.. Directory.EnumerateDirectories(folder).Where(f => !IsLink(f)).Order(StringComparer.Ordinal)]
            : [];

    // What a link leads to is not ours.
    private static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;

    private static void RemoveFiles(string folder, string pattern)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder, pattern))
            File.Delete(file);
        RemoveIfEmpty(folder);
    }

    private static void RemoveIfEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    private string Name(string path) => Path.GetRelativePath(artifacts.Root, path);
}
