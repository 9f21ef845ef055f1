namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>The folder of a model, as the experiment names it; see <see cref="ExperimentPaths"/> for where it is.</summary>
/// <param name="Path">Null where it is fetched alone.</param>
/// <param name="Hub">The model's name on the hub; null where it is not fetched.</param>
/// <param name="Revision">The commit; null where digests or a path are all that is said.</param>
/// <param name="Sha256">Of each needed file, by its name; null where nothing is said of them.</param>
internal sealed record ModelSourceSpec(
    string? Path, string? Hub = null, string? Revision = null, IReadOnlyList<KeyValuePair<string, string>>? Sha256 = null)
{
    /// <summary>How the model is named to people, and in an adapter's configuration.</summary>
    public override string ToString() => Hub ?? Path ?? "";
}
