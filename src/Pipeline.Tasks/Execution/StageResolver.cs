using Emotune.Files;
using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Execution;

/// <summary>
/// Decides by content what is stale, and sets the key files' times so that MSBuild's own comparison of
/// inputs and outputs comes to the same answer, whatever the clock or a copy did to the files' times.
/// </summary>
internal sealed class StageResolver(ArtifactFolder artifacts, DigestCache digests)
{
    /// <summary>The truth about one stage; writes nothing.</summary>
    public StageStatus Status(StageNode node)
    {
        var manifest = ReadManifest(node);
        if (CurrentKey(node, out var missing) is not { } key)
            return new(node, null, false, [$"waits for {missing}"]);
        if (manifest is null)
            return new(node, key, false, [WithoutResult(node, key)]);

        var reasons = StaleReason.Between(manifest.Key, key);
        if (reasons.Count == 0)
            reasons = Damages(node, manifest);
        return new(node, key, reasons.Count == 0, reasons);
    }

    /// <summary>Whether the stage's folder holds all that its manifest names, as the stage made it.</summary>
    public bool IsWhole(StageNode node) => ReadManifest(node) is { } manifest && Damages(node, manifest).Count == 0;

    /// <summary>Writes the key file where it differs, and makes it newer than the manifest only where the stage is stale.</summary>
    public void Publish(StageStatus status)
    {
        var file = artifacts.KeyFile(status.Node);
        var text = status.Key?.Document ?? "";
        if (!File.Exists(file) || File.ReadAllText(file) != text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
        var manifest = artifacts.Manifest(status.Node);
        if (!File.Exists(manifest))
            return;
        var made = File.GetLastWriteTimeUtc(manifest);
        var keyed = File.GetLastWriteTimeUtc(file);
        if (status.IsFresh && keyed > made)
            File.SetLastWriteTimeUtc(file, made);
        else if (!status.IsFresh && keyed <= made)
            File.SetLastWriteTimeUtc(file, made.AddSeconds(1));
    }

    /// <summary>The key as the files are now.</summary>
    /// <param name="missing">The first input that is not there, where the answer is null.</param>
    public StageKey? CurrentKey(StageNode node, out string missing)
    {
        missing = "";
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in node.Inputs)
        {
            var path = artifacts.Input(input);
            var digest = input.FirstLines is { } lines ? digests.DigestOfFirstLines(path, lines) : digests.Digest(path);
            if (digest is null)
            {
                missing = input.Name;
                return null;
            }
            found.Add(input.Name, digest);
        }
        return StageKey.Of(node, found);
    }

    public StageManifest? ReadManifest(StageNode node)
    {
        var path = artifacts.Manifest(node);
        return RegularFile.IsAt(path) ? StageManifest.Parse(RegularFile.ReadAllBytes(path)) : null;
    }

    private string WithoutResult(StageNode node, StageKey key) =>
        File.Exists(artifacts.Manifest(node)) ? $"{node.Folder}/{StageLayout.Manifest} is not what the stage made"
        : Directory.Exists(artifacts.Checkpoints(node, key)) ? "interrupted, and resumes at its checkpoint"
        : "no result yet";

    private IReadOnlyList<string> Damages(StageNode node, StageManifest manifest) =>
        [.. manifest.Outputs.Select(o => Damage(node, o.Key, o.Value)).Append(LostCost(node)).OfType<string>()];

    // Only whether it is there: what it says differs from build to build.
    private string? LostCost(StageNode node) =>
        File.Exists(Path.Combine(artifacts.Stage(node), StageLayout.Cost))
            ? null
            : $"{node.Folder}/{StageLayout.Cost} is gone";

    private string? Damage(StageNode node, string name, OutputFile output)
    {
        var digest = digests.Digest(Path.Combine(artifacts.Stage(node), name));
        return digest is null ? $"{node.Folder}/{name} is gone"
            : digest != output.Sha256 ? $"{node.Folder}/{name} is not what the stage made"
            : null;
    }
}
