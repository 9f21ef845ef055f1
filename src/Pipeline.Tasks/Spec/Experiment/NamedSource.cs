using Emotune.Diagnostics;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>A file or a model for which the experiment says more than a path.</summary>
/// <param name="Key">The keys that lead to it: <c>data</c>, <c>train</c>. Names of runs and sets may have dots in them.</param>
/// <param name="At">Where the experiment names it.</param>
/// <param name="Path">As written; null where the experiment names none.</param>
internal abstract record NamedSource(IReadOnlyList<string> Key, SourceLocation? At, string? Path)
{
    /// <summary>The key as people write it, which is the name in keys of stages too.</summary>
    public string Name => string.Join('.', Key);

    /// <summary>Whether the experiment says which version is meant.</summary>
    public abstract bool IsPinned { get; }

    /// <summary>What it is called on the other side; null where it cannot be fetched.</summary>
    public abstract string? Origin { get; }
}

/// <param name="Sha256">The digest of each needed file; empty where the revision says it.</param>
internal sealed record NamedModel(
    IReadOnlyList<string> Key, SourceLocation? At, string? Path, string? Hub, string? Revision, IReadOnlyDictionary<string, string> Sha256)
    : NamedSource(Key, At, Path)
{
    public override string? Origin => Hub;

    public override bool IsPinned => Revision is not null || Sha256.Count > 0;
}

/// <param name="Sha256">Null where the experiment does not say it.</param>
internal sealed record NamedDataFile(IReadOnlyList<string> Key, SourceLocation? At, string? Path, Uri? Url, string? Sha256)
    : NamedSource(Key, At, Path)
{
    public override string? Origin => Url?.ToString();

    public override bool IsPinned => Sha256 is not null;
}

/// <summary>A source whose files have to have the digests that the experiment gives.</summary>
/// <param name="Place">The file or the folder at the source's path.</param>
internal sealed record RecognisedSource(NamedSource Source, string Place);

/// <summary>Knows what was fetched before. Asks nobody.</summary>
internal interface IFetchedSources
{
    /// <summary>The file or folder; null where it is not there whole and right.</summary>
    string? Find(NamedSource source);
}
