using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Model.Training;

/// <summary>
/// Keeps a run's latest checkpoint: a file of tensors, then a small file that names it and its digest.
/// Both appear by rename and the small one last, so that a run which dies while saving leaves the earlier checkpoint.
/// </summary>
internal sealed class CheckpointStore(string folder, string fingerprint)
{
    private const string IndexName = "checkpoint.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n"
    };

    public void Save(TrainingState state)
    {
        Directory.CreateDirectory(folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"step-{state.Step:D8}-epochs-{state.EpochLogs.Count:D4}.safetensors");
        SafetensorsWriter.Write(Path.Combine(folder, name), CheckpointTensors.Write(state));
        var index = new Index(fingerprint, name, Digest(Path.Combine(folder, name)));
        AtomicFile.WriteText(Path.Combine(folder, IndexName), JsonSerializer.Serialize(index, Json) + "\n");
        foreach (var other in Directory.EnumerateFiles(folder, "step-*.safetensors").Where(f => Path.GetFileName(f) != name))
            File.Delete(other);
    }

    /// <summary>
    /// Puts the latest checkpoint into a run that has not begun; where there is none, or none that fits, it stays as it is.
    /// </summary>
    /// <param name="ignored">Why one that is there is not used (EXP4206).</param>
    /// <returns>Whether there was one that fits.</returns>
    public bool Load(TrainingState state, out Diagnostic? ignored)
    {
        ignored = null;
        if (!File.Exists(Path.Combine(folder, IndexName)))
            return false;
        try
        {
            Read(state);
            return true;
        }
        catch (Exception problem) when (problem is MisfitException or DiagnosticException or JsonException or IOException
            or UnauthorizedAccessException)
        {
            ignored = Problems.CheckpointIgnored.Given(folder, problem.Message.ReplaceLineEndings(" ").TrimEnd('.'));
            return false;
        }
    }

    private void Read(TrainingState state)
    {
        var index = JsonSerializer.Deserialize<Index>(File.ReadAllText(Path.Combine(folder, IndexName)), Json);
        if (index is not { Fingerprint: not null, File: not null, Sha256: not null } || Path.GetFileName(index.File) != index.File)
            throw new MisfitException($"{IndexName} is damaged");
        if (index.Fingerprint != fingerprint)
            throw new MisfitException("it is of a run with other options, data or weights");
        var path = Path.Combine(folder, index.File);
        if (!File.Exists(path) || Digest(path) != index.Sha256)
            throw new MisfitException($"{index.File} is missing or damaged");
        using var file = SafetensorsFile.Open(path);
        CheckpointTensors.Read(file, state);
    }

    private static string Digest(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private sealed record Index(string Fingerprint, string File, string Sha256);
}

/// <summary>A checkpoint is there and cannot be used; the message says why.</summary>
internal sealed class MisfitException(string message) : Exception(message);
