using System.Globalization;
using Emotune.Model.Stages;

namespace Emotune.Pipeline.Execution;

/// <summary>
/// The places where an experiment's results lie or have lain: by the layout, whatever the experiment's file says now. What links lead to
/// is not the experiment's.
/// </summary>
internal static class ResultTree
{
    /// <summary>Every folder that is in the place of a stage's results, with the stage whose place it is.</summary>
    public static IEnumerable<(string Folder, StageKind Kind)> In(string root) =>
    [
        .. StageLayout.All.Where(s => !s.IsPerRun).Select(s => (Path.Combine(root, s.Folder), s.Kind)).Where(p => IsFolder(p.Item1)),
        .. Folders(Path.Combine(root, StageLayout.ExtraSets)).Select(f => (f, StageKind.Prepare)),
        .. Seeds(root).SelectMany(InSeed),
    ];

    /// <summary>The folders of all runs and seeds.</summary>
    public static IEnumerable<string> Seeds(string root) =>
        Folders(Path.Combine(root, StageLayout.Runs)).SelectMany(Folders)
            .Where(f => long.TryParse(Path.GetFileName(f), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));

    /// <summary>The folders in which it is written down what was exported of a run and seed.</summary>
    public static IEnumerable<string> Exports(string root) =>
        Seeds(root).Select(s => Path.Combine(s, StageLayout.Export.Folder)).Where(IsFolder);

    /// <summary>The folders below one, in order; those that are links are left out.</summary>
    public static IEnumerable<string> Folders(string folder) =>
        IsFolder(folder) ? [.. Directory.EnumerateDirectories(folder).Where(IsFolder).Order(StringComparer.Ordinal)] : [];

    /// <summary>Whether a folder is another, or lies in it.</summary>
    public static bool IsWithin(string folder, string other) =>
        folder == other || folder.StartsWith(other + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static IEnumerable<(string Folder, StageKind Kind)> InSeed(string seed) =>
        new[] { seed }.Concat(Folders(Path.Combine(seed, StageLayout.ExtraSets)))
            .SelectMany(f => StageLayout.All.Where(s => s.IsPerRun).Select(s => (Folder: Path.Combine(f, s.Folder), s.Kind)))
            .Where(p => IsFolder(p.Folder));

    private static bool IsFolder(string path) => Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null;
}
