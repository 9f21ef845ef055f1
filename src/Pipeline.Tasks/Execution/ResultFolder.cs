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

    /// <summary>The files and folders in it that no stage made.</summary>
    /// <param name="standIn">What the stage makes: where the folder's own manifest is lost, a file with such a content is ours.</param>
    public IEnumerable<string> Foreign(StageManifest? standIn = null) => Entries().Where(e => !IsOwn(e, standIn));

    /// <summary>Deletes what a stage made, the manifest last, and the folder where nothing else is in it.</summary>
    /// <param name="standIn">As for <see cref="Foreign"/>.</param>
    /// <returns>Whether the folder is gone.</returns>
    public bool DeleteOwn(StageManifest? standIn = null)
    {
        var own = Entries().Where(e => IsOwn(e, standIn)).ToList();
        foreach (var file in own.OrderBy(e => System.IO.Path.GetFileName(e) == StageLayout.Manifest))
            File.Delete(file);
        if (Entries().Any())
            return false;
        Directory.Delete(path);
        return true;
    }

    private IEnumerable<string> Entries() =>
        Directory.Exists(path) ? [.. Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal)] : [];

    private bool IsOwn(string entry, StageManifest? standIn)
    {
        var name = System.IO.Path.GetFileName(entry);
        if (Directory.Exists(entry))
            return false;
        if (name is StageLayout.Manifest or StageLayout.Cost)
            return true;
        return Manifest is { } own
            ? own.Outputs.ContainsKey(name)
            : standIn?.Outputs.TryGetValue(name, out var output) == true && Digest(entry) == output.Sha256;
    }

    private static string Digest(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static StageManifest? Read(string file) => File.Exists(file) ? StageManifest.Parse(File.ReadAllBytes(file)) : null;
}
