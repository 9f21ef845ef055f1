using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Model.Stages;

/// <summary>What a program needs of a stage's <c>manifest.json</c>: what the stage was made from and what it made.</summary>
/// <param name="Inputs">Digests by the inputs' names; an artifact's name is its path below the experiment's folder.</param>
/// <param name="Outputs">By file name.</param>
internal sealed record StageRecord(
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, string> Inputs,
    IReadOnlyDictionary<string, RecordedFile> Outputs)
{
    /// <exception cref="DiagnosticException">EXP4001, EXP4030: the file cannot be read or is not a manifest.</exception>
    public static StageRecord Read(string folder) => Json.Read<StageRecord>(Path.Combine(folder, StageLayout.Manifest));
}

/// <summary>A file that a stage made.</summary>
internal sealed record RecordedFile(string Sha256);
