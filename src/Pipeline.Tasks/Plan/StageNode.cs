using Emotune.Model.Stages;

namespace Emotune.Pipeline.Plan;

/// <summary>One stage of one run and seed (or of the whole experiment): what it reads, before anything has run.</summary>
/// <param name="Run">Null for stages that an experiment has once.</param>
/// <param name="Folder">Where its files go, below the experiment's artifacts, with forward slashes.</param>
/// <param name="Parameters">Every value that the stage's result depends on, by its name in the experiment file.</param>
/// <param name="Inputs">Every file that the stage reads.</param>
internal sealed record StageNode(
    StageKind Kind,
    string? Run,
    long? Seed,
    string Folder,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyList<StageInput> Inputs)
{
    /// <summary>The extra set that the stage is for; null for the experiment's own data.</summary>
    public string? ExtraSet { get; init; }

    /// <summary>Whether this is the report as it is written before the explanations are in.</summary>
    public bool IsFiguresAlone => Parameters.ContainsKey(StageKey.WithoutExplanations);

    /// <summary>What is done, whatever the run: <c>Train</c>, <c>Predict tickets-2025</c>, <c>Report without explanations</c>.</summary>
    public string Work => ExtraSet is not null ? $"{Kind} {ExtraSet}" : IsFiguresAlone ? $"{Kind} without explanations" : Kind.ToString();

    /// <summary>What is done, as tables of costs name it: <c>train</c>, <c>predict tickets-2025</c>.</summary>
    public string CostName => Work.ToLowerInvariant();

    /// <summary>The folder of the stage's run and seed: <c>runs/lora/42</c>.</summary>
    public string RunFolder => StageFolder.OfRun(Run!, Seed!.Value);

    /// <summary>How the stage is named to people: <c>lora/42 Train</c>.</summary>
    public string Title => Run is null ? Work : $"{Run}/{Seed} {Work}";

    /// <summary>
    /// A name that is unique in the experiment and usable as a file's: <c>runs-lora-42-train</c>. No name has a '+', so that no run is
    /// taken for a set.
    /// </summary>
    public string Id => IdOf(Folder, ExtraSet is not null);

    /// <inheritdoc cref="Id"/>
    public static string IdOf(string folder, bool ofExtraSet) =>
        (ofExtraSet ? folder.Replace($"/{StageLayout.ExtraSets}/", "+", StringComparison.Ordinal) : folder).Replace('/', '-');
}

/// <summary>A file that a stage reads.</summary>
/// <param name="Name">What it is called in keys and reasons, the same wherever the experiment lies: <c>data/train.parquet</c>,
/// <c>backbone/config.json</c>.</param>
/// <param name="Path">An artifact's path below the experiment's artifacts, or a user's file as an absolute path.</param>
/// <param name="Producer">The folder of the stage that makes it; null for a user's file.</param>
/// <param name="FirstLines">Where set, only so many lines of the file count.</param>
internal sealed record StageInput(string Name, string Path, string? Producer = null, int? FirstLines = null)
{
    /// <summary>An artifact of another stage: its name is its path.</summary>
    public static StageInput Artifact(string producer, string file, int? firstLines = null) =>
        new($"{producer}/{file}", $"{producer}/{file}", producer, firstLines);
}
