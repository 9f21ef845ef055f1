using Emotune.Diagnostics;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>Where experiments' relative paths are looked for before the folder of the experiment file itself.</summary>
/// <param name="Datasets"><c>DatasetsRoot</c>; null for the experiment file's folder alone.</param>
/// <param name="Models"><c>ModelsRoot</c>; null for the experiment file's folder alone.</param>
internal sealed record PathRoots(string? Datasets, string? Models)
{
    /// <summary>Where an experiment's name says that what can be fetched is looked for; null to find none of it.</summary>
    public Func<string, IFetchedSources>? Fetched { get; init; }
}

/// <summary>The experiment's files as found on this machine: absolute paths.</summary>
/// <param name="InitializeFrom">Folder by run name, for the runs that have one.</param>
internal sealed record ExperimentPaths(
    string Train,
    string Validation,
    string Test,
    string? Labels,
    string Backbone,
    IReadOnlyDictionary<string, string> InitializeFrom)
{
    /// <summary>The places of the keys that name those folders, by run name.</summary>
    public IReadOnlyDictionary<string, SourceLocation?> InitializeFromAt { get; init; } = new Dictionary<string, SourceLocation?>();

    /// <summary>Where the experiment names the file of each split, by the split's key in <c>data</c>.</summary>
    public IReadOnlyDictionary<string, SourceLocation?> SplitKeys { get; init; } = new Dictionary<string, SourceLocation?>();

    /// <summary>By the set's name.</summary>
    public IReadOnlyDictionary<string, ExtraSetPlace> ExtraSets { get; init; } = new Dictionary<string, ExtraSetPlace>();

    /// <summary>All files and models of which the experiment says more than a path.</summary>
    public IReadOnlyList<NamedSource> Sources { get; init; } = [];

    /// <summary>Those that are still to be fetched. Their paths here are <see cref="NotFetched"/>.</summary>
    public IReadOnlyList<NamedSource> ToFetch { get; init; } = [];

    /// <summary>Those that lie at their paths, and count only with the digests that the experiment gives.</summary>
    public IReadOnlyList<RecognisedSource> ToRecognise { get; init; } = [];

    /// <summary>The path of what is still to be fetched: no file can be there.</summary>
    public static string NotFetched(string key) => $"/dev/null/{key}";

    public ModelPlaces Places { get; init; } = ModelPlaces.None;
}

/// <summary>
/// Where an extra set lies, and where the experiment speaks of its labels: what is wrong with these shows when the set is read.
/// </summary>
/// <param name="Labels">Null where the labels come from its rows.</param>
/// <param name="Map">The key of the map, or of the set where it has none.</param>
/// <param name="MapEntries">By the set's label.</param>
internal sealed record ExtraSetPlace(
    string File, string? Labels, SourceLocation? Map, IReadOnlyDictionary<string, SourceLocation?> MapEntries);
