using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Execution;

/// <summary>Tells an experiment's folder of results from a folder of somebody's that happens to have its name.</summary>
internal static class Ownership
{
    private const int ShownEntries = 3;

    private const string FileLine = "The experiment's file is ";

    /// <summary>Looks before the first write; changes nothing.</summary>
    /// <returns>EXP2012 for the experiment's folder, or for each stage's, that has files and nothing that says they are
    /// Emotune's.</returns>
    public static IEnumerable<Diagnostic> Problems(ArtifactFolder artifacts, StagePlan plan)
    {
        if (File.Exists(artifacts.Root))
            return [Refused(artifacts.Root, artifacts.Root)];
        var foreign = artifacts.Foreign().ToList();
        if (foreign.Count == 0)
            return [];
        return IsMarked(artifacts, plan)
            ? plan.Stages.Where(n => !IsOurs(artifacts, n)).Select(n => Refused(artifacts.Stage(n), [.. Entries(artifacts.Stage(n))]))
            : [Refused(artifacts.Root, [.. foreign])];
    }

    /// <summary>Says of the folder, to later builds and to people, that Emotune writes into it.</summary>
    /// <param name="file">The experiment's file, absolute.</param>
    public static void Mark(ArtifactFolder artifacts, string file)
    {
        var text = $"Emotune writes an experiment's results into this folder.\n{FileLine}{file}\n";
        if (!File.Exists(artifacts.Marker) || File.ReadAllText(artifacts.Marker) != text)
            AtomicFile.WriteText(artifacts.Marker, text);
    }

    /// <summary>The file that the last build of the results read; null where it is not known, or not there any more.</summary>
    public static string? FileOf(ArtifactFolder artifacts) => RecordedFile(artifacts) is { } file && File.Exists(file) ? file : null;

    /// <summary>
    /// Whether the last build's file is known to be gone. Not where it is not known which it was, nor where its whole folder is missing,
    /// which may be a disk that is not there at the moment.
    /// </summary>
    public static bool IsFileGone(ArtifactFolder artifacts) =>
        RecordedFile(artifacts) is { } file && !File.Exists(file) && Directory.Exists(Path.GetDirectoryName(file));

    private static string? RecordedFile(ArtifactFolder artifacts) => !RegularFile.IsAt(artifacts.Marker) ? null
        : File.ReadLines(artifacts.Marker).Where(l => l.StartsWith(FileLine, StringComparison.Ordinal)).Select(l => l[FileLine.Length..])
            .FirstOrDefault();

    // The first versions left no marker, but every result has its manifest.
    private static bool IsMarked(ArtifactFolder artifacts, StagePlan plan) =>
        artifacts.IsMarked || plan.Stages.Any(n => new ResultFolder(artifacts.Stage(n)).Manifest is not null);

    // A key file is written for a stage before its first result, and only where this has been asked.
    private static bool IsOurs(ArtifactFolder artifacts, StageNode node) =>
        !Entries(artifacts.Stage(node)).Any() || File.Exists(artifacts.Manifest(node)) || File.Exists(artifacts.KeyFile(node));

    private static IEnumerable<string> Entries(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal) : [];

    private static Diagnostic Refused(string folder, params string[] entries)
    {
        var shown = entries.Take(ShownEntries).Select(e => Path.GetFileName(e)).ToList();
        var more = entries.Length > ShownEntries ? [$"and {entries.Length - ShownEntries} more"] : Array.Empty<string>();
        return Diagnostics.Problems.FolderNotOurs.Given(folder, string.Join(", ", [.. shown, .. more]));
    }
}
