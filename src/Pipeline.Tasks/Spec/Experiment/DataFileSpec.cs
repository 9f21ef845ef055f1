namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>A file of data, as the experiment names it; see <see cref="ExperimentPaths"/> for where it is.</summary>
/// <param name="Path">Null where it is fetched alone.</param>
/// <param name="Url">Null where it is not fetched.</param>
/// <param name="Sha256">Null where a path is all that is said.</param>
internal sealed record DataFileSpec(string? Path, string? Url = null, string? Sha256 = null)
{
    /// <summary>How the file is named to people.</summary>
    public override string ToString() => Path ?? Url ?? "";
}
