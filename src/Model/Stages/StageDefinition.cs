namespace Emotune.Model.Stages;

/// <summary>What is known of a stage whatever the experiment.</summary>
/// <param name="Folder">The name of the folder that its files go to.</param>
/// <param name="Version">The version of the stage's own code: part of its key, raised by hand in the commit that changes what the stage
/// computes, and only then.</param>
/// <param name="IsPerRun">Whether each run and seed has the stage; otherwise all of them share one.</param>
/// <param name="Files">Every file that it may write, apart from copies of what it reads.</param>
internal sealed record StageDefinition(StageKind Kind, string Folder, int Version, bool IsPerRun, IReadOnlyList<string> Files)
{
    /// <summary>Every file that it writes for an extra set; empty where extra sets do not have the stage.</summary>
    public IReadOnlyList<string> ExtraSetFiles { get; init; } = [];

    /// <summary>The stage's name in tables of costs, such as <c>train</c>.</summary>
    public string CostName => Kind.ToString().ToLowerInvariant();
}
