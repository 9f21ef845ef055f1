namespace Emotune.Pipeline.Spec;

/// <summary>Where experiments' relative paths are looked for before the folder of the experiment file itself.</summary>
/// <param name="Datasets"><c>DatasetsRoot</c>; null for the experiment file's folder alone.</param>
/// <param name="Models"><c>ModelsRoot</c>; null for the experiment file's folder alone.</param>
public sealed record PathRoots(string? Datasets, string? Models);

/// <summary>The experiment's files as found on this machine: absolute paths.</summary>
/// <param name="InitializeFrom">Folder by run name, for the runs that have one.</param>
public sealed record ExperimentPaths(
    string Train,
    string Validation,
    string Test,
    string? Labels,
    string Backbone,
    IReadOnlyDictionary<string, string> InitializeFrom);
