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
    /// <param name="standIn">Says what the stage makes where the folder's own manifest is lost.</param>
    public IEnumerable<string> Foreign(StageManifest? standIn = null) => Entries().Where(e => !IsOwn(e, Manifest ?? standIn));

    /// <summary>Deletes what a stage made, the manifest last, and the folder where nothing else is in it.</summary>
    /// <param name="standIn">As for <see cref="Foreign"/>.</param>
    /// <returns>Whether the folder is gone.</returns>
    public bool DeleteOwn(StageManifest? standIn = null)
    {
        var own = Entries().Where(e => IsOwn(e, Manifest ?? standIn));
        foreach (var file in own.OrderBy(e => System.IO.Path.GetFileName(e) == StageLayout.Manifest))
            File.Delete(file);
        if (Entries().Any())
            return false;
        Directory.Delete(path);
        return true;
    }

    private IEnumerable<string> Entries() =>
        Directory.Exists(path) ? [.. Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal)] : [];

    private static bool IsOwn(string entry, StageManifest? manifest)
    {
        var name = System.IO.Path.GetFileName(entry);
        return !Directory.Exists(entry)
            && (name is StageLayout.Manifest or StageLayout.Cost || manifest?.Outputs.ContainsKey(name) == true);
    }

    private static StageManifest? Read(string file) => File.Exists(file) ? StageManifest.Parse(File.ReadAllBytes(file)) : null;
}
