using System.Security.Cryptography;
using System.Text;
using Emotune.Files;
using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Execution;

/// <summary>Writes down among a run's results what was exported of it.</summary>
internal static class ExportRecorder
{
    /// <summary>Adds to the run's record; an earlier export to the same folder is forgotten.</summary>
    /// <returns>Whether it was written: not where somebody's files lie in its place.</returns>
    /// <exception cref="Emotune.Diagnostics.DiagnosticException">The record cannot be written.</exception>
    public static bool Add(ArtifactFolder artifacts, string run, long seed, RecordedExport export)
    {
        var folder = artifacts.Exports(run, seed);
        if (!IsOurs(folder))
            return false;
        var earlier = ExportFinder.Read(folder)?.Exports ?? [];
        Directory.CreateDirectory(folder);
        var text = Json.Text(new ExportRecord([.. earlier.Where(e => e.Folder != export.Folder), export])) + "\n";
        AtomicFile.WriteText(Path.Combine(folder, StageLayout.Export.Record), text);
        AtomicFile.Write(Path.Combine(folder, StageLayout.Manifest), stream => stream.Write(Manifest(text).Serialize()));
        return true;
    }

    // Without a manifest that names them, files are somebody's.
    private static bool IsOurs(string folder) => !Path.Exists(folder)
        || (Directory.Exists(folder) && new DirectoryInfo(folder).LinkTarget is null
            && (new ResultFolder(folder).Manifest?.Key.Stage == StageLayout.Export.Stage
                || !Directory.EnumerateFileSystemEntries(folder).Any()));

    private static StageManifest Manifest(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var output = new OutputFile(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length);
        return new StageManifest(
            new StageKey(StageLayout.Export.Stage, StageLayout.Export.Version, [], []),
            new SortedDictionary<string, OutputFile>(StringComparer.Ordinal) { [StageLayout.Export.Record] = output }, []);
    }
}
