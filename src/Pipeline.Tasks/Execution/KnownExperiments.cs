using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Schema;

namespace Emotune.Pipeline.Execution;

/// <summary>The experiments that have a file in one folder, and those that have results below another.</summary>
internal sealed class KnownExperiments(string experimentsFolder, string artifactsRoot)
{
    private readonly ILookup<string?, string> _files = Files(experimentsFolder).ToLookup(ExperimentSpecReader.NameIn);

    /// <summary>The names by which the property Experiment finds the files.</summary>
    public IReadOnlyList<string> Names { get; } =
        [.. Files(experimentsFolder).Where(f => Path.GetExtension(f) == ".yaml").Select(f => Path.GetFileNameWithoutExtension(f))];

    /// <summary>The folders that have results, in the order of their names.</summary>
    public IReadOnlyList<ArtifactFolder> WithResults { get; } = !Directory.Exists(artifactsRoot) ? [] :
    [
        .. Directory.EnumerateDirectories(artifactsRoot).Order(StringComparer.Ordinal).Select(f => new ArtifactFolder(f))
            .Where(a => a.HasResults),
    ];

    /// <summary>Those of them whose experiment has no file any more.</summary>
    public IEnumerable<ArtifactFolder> LeftOver => WithResults.Where(a => FileOf(a.Name) is null && Ownership.IsFileGone(a));

    /// <summary>The file of the experiment that results of this name belong to; null where there is none.</summary>
    public string? FileOf(string name) => _files[name].FirstOrDefault()
        ?? (Folder(name) is { } artifacts && Ownership.FileOf(artifacts) is { } file && ExperimentSpecReader.NameIn(file) == name
            ? file
            : null);

    /// <summary>The results of this name, or what Emotune knows of such; null where there are none.</summary>
    public ArtifactFolder? ResultsOf(string name) =>
        Folder(name) is { } artifacts && (artifacts.IsMarked || artifacts.HasResults) && Ownership.IsFileGone(artifacts) ? artifacts : null;

    // A name that would lead out of the folder is none.
    private ArtifactFolder? Folder(string name) =>
        FolderName.IsUsable(name) ? new(Path.Combine(artifactsRoot, name)) : null;

    private static IEnumerable<string> Files(string folder) => !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder)
        .Where(f => Path.GetExtension(f) is ".yaml" or ".yml").Order(StringComparer.Ordinal);
}
