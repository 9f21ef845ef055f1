using System.Security.Cryptography;
using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Execution;

/// <summary>
/// A stage's folder of results. Emotune deletes only what a manifest of its own names: whatever else lies in the folder is somebody's
/// and stays.
/// </summary>
internal sealed class ResultFolder(string path)
{
    public string Path => path;

    /// <summary>Null where there is none, or where it is damaged.</summary>
    public StageManifest? Manifest { get; } = Read(System.IO.Path.Combine(path, StageLayout.Manifest));

    /// <summary>
    /// The files and folders in it that no stage made, by their paths below it. A folder that the stage makes files in is looked into;
    /// any other counts as a whole.
    /// </summary>
    /// <param name="standIn">What the stage makes: where the folder's own manifest is lost, a file with such a content is ours.</param>
    public IEnumerable<string> Foreign(StageManifest? standIn = null) =>
        [.. Entries(OwnFolders(standIn)).Where(e => !IsOwn(e, standIn))];

    /// <summary>Deletes what a stage made, the manifest last, and each folder where nothing else is in it.</summary>
    /// <param name="standIn">As for <see cref="Foreign"/>.</param>
    /// <returns>Whether the folder is gone.</returns>
    public bool DeleteOwn(StageManifest? standIn = null)
    {
        var folders = OwnFolders(standIn);
        foreach (var file in Entries(folders).Where(e => e != StageLayout.Manifest && IsOwn(e, standIn)).ToList())
            File.Delete(At(file));
        foreach (var folder in folders.Reverse().Where(f => IsEmpty(At(f))))
            Directory.Delete(At(folder));
        // A folder of this name is somebody's.
        if (File.Exists(At(StageLayout.Manifest)))
            File.Delete(At(StageLayout.Manifest));
        if (!IsEmpty(path))
            return false;
        Directory.Delete(path);
        return true;
    }

    private IEnumerable<string> Entries(IReadOnlySet<string> folders, string below = "") => !Directory.Exists(At(below)) ? [] :
    [
        .. Directory.EnumerateFileSystemEntries(At(below)).Select(e => below + System.IO.Path.GetFileName(e))
            .Order(StringComparer.Ordinal).SelectMany(e => folders.Contains(e) ? Entries(folders, e + "/") : [e]),
    ];

    /// <summary>The folders below this one that the stage makes files in, each after those that it is in.</summary>
    private SortedSet<string> OwnFolders(StageManifest? standIn)
    {
        var own = new SortedSet<string>(StringComparer.Ordinal);
        var named = (Manifest?.Folders ?? []).Union(standIn?.Folders ?? [], StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var folder in named)
        {
            // What a link leads to is not ours.
            var isWithinOwn = folder.LastIndexOf('/') is var end && (end < 0 || own.Contains(folder[..end]));
            if (isWithinOwn && Directory.Exists(At(folder)) && new DirectoryInfo(At(folder)).LinkTarget is null)
                own.Add(folder);
        }

        return own;
    }

    private bool IsOwn(string name, StageManifest? standIn)
    {
        if (Directory.Exists(At(name)))
            return false;
        if (name is StageLayout.Manifest or StageLayout.Cost)
            return true;
        return Manifest is { } own
            ? own.Outputs.ContainsKey(name)
            : standIn?.Outputs.TryGetValue(name, out var output) == true && Digest(At(name)) == output.Sha256;
    }

    private string At(string name) => System.IO.Path.Combine(path, name);

    private static bool IsEmpty(string folder) => !Directory.EnumerateFileSystemEntries(folder).Any();

    private static string Digest(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static StageManifest? Read(string file) => File.Exists(file) ? StageManifest.Parse(File.ReadAllBytes(file)) : null;
}
