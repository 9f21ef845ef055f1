using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Stages;
using Emotune.Platform;

namespace Emotune.Pipeline.Execution;

/// <summary>Finds what was exported of an experiment's runs, and whether it is still there.</summary>
internal static class ExportFinder
{
    /// <returns>By run folder; runs of which nothing was exported are left out.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<FoundExport>> In(ArtifactFolder artifacts, DigestCache digests) =>
        ResultTree.Exports(artifacts.Root).Select(f => (Run: RunFolder(artifacts, f), Record: Read(f)))
            .Where(f => f.Record is { Exports.Count: > 0 })
            .ToDictionary(
                f => f.Run,
                IReadOnlyList<FoundExport> (f) => [.. f.Record!.Exports.Select(e => new FoundExport(e, IsWhole(artifacts, e, digests)))],
                StringComparer.Ordinal);

    /// <returns>Null where there is no record that can be read: exports are shown, never relied on.</returns>
    public static ExportRecord? Read(string folder)
    {
        var file = Path.Combine(folder, StageLayout.Export.Record);
        if (new ResultFolder(folder).Manifest?.Key.Stage != StageLayout.Export.Stage || !File.Exists(file))
            return null;
        try
        {
            return Json.Read<ExportRecord>(file);
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    private static bool IsWhole(ArtifactFolder artifacts, RecordedExport export, DigestCache digests)
    {
        var folder = Path.GetFullPath(Path.Combine(artifacts.Root, export.Folder));
        return export.Files.All(f => digests.Digest(Path.Combine(folder, f.Key)) == f.Value.Sha256);
    }

    private static string RunFolder(ArtifactFolder artifacts, string folder) =>
        PathText.Below(artifacts.Root, Path.GetDirectoryName(folder)!);
}
