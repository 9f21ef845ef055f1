using System.Security.Cryptography;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Execution;

/// <summary>
/// Earlier results of an experiment by the digest of their stage's key: contents by their own digest, so that what
/// two results share is stored once, and a manifest for each. Files are copied in and out, never linked.
/// </summary>
public sealed class ResultStore(string folder)
{
    private string Blobs => Path.Combine(folder, "blobs");

    private string Manifests => Path.Combine(folder, "results");

    /// <summary>Keeps a stage's finished folder.</summary>
    public void Keep(string stageFolder, StageManifest manifest)
    {
        Directory.CreateDirectory(Blobs);
        Directory.CreateDirectory(Manifests);
        foreach (var (name, output) in manifest.Outputs)
            KeepBlob(Path.Combine(stageFolder, name), output.Sha256);
        var cost = Path.Combine(stageFolder, StageManifest.CostFileName);
        if (File.Exists(cost))
            Replace(cost, Path.Combine(Manifests, manifest.Key.Digest + ".cost"));
        Replace(Path.Combine(stageFolder, StageManifest.FileName), Path.Combine(Manifests, manifest.Key.Digest));
    }

    /// <summary>Whether a result is here; only <see cref="Restore"/> verifies it.</summary>
    public bool Has(string keyDigest) => File.Exists(Path.Combine(Manifests, keyDigest));

    /// <summary>Copies the result of <paramref name="key"/> into an empty folder, each file verified on the way.</summary>
    /// <returns>Null where it is not here or not whole; the folder may then hold some of its files.</returns>
    public StageManifest? Restore(StageKey key, string into)
    {
        var path = Path.Combine(Manifests, key.Digest);
        if (!File.Exists(path) || StageManifest.Parse(File.ReadAllBytes(path)) is not { } manifest || manifest.Key.Digest != key.Digest)
            return null;
        foreach (var (name, output) in manifest.Outputs)
        {
            if (!CopyVerified(Path.Combine(Blobs, output.Sha256), Path.Combine(into, name), output.Sha256))
                return null;
        }
        if (File.Exists(path + ".cost"))
            File.Copy(path + ".cost", Path.Combine(into, StageManifest.CostFileName), overwrite: true);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        return manifest;
    }

    /// <summary>Drops the results used longest ago until the store takes at most <paramref name="maximumBytes"/>.</summary>
    /// <returns>Bytes freed.</returns>
    public long Prune(long maximumBytes)
    {
        if (!Directory.Exists(Manifests))
            return 0;
        var before = Size();
        var oldestFirst = Directory.EnumerateFiles(Manifests).Where(f => !f.EndsWith(".cost", StringComparison.Ordinal))
            .OrderBy(File.GetLastWriteTimeUtc).ThenBy(f => f, StringComparer.Ordinal).ToList();
        foreach (var result in oldestFirst)
        {
            if (Size() <= maximumBytes)
                break;
            File.Delete(result);
            File.Delete(result + ".cost");
            DropUnusedBlobs();
        }
        return before - Size();
    }

    private long Size() => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);

    private void DropUnusedBlobs()
    {
        var used = Directory.EnumerateFiles(Manifests)
            .Select(f => StageManifest.Parse(File.ReadAllBytes(f)))
            .SelectMany(m => m is null ? [] : m.Outputs.Values.Select(o => o.Sha256))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var blob in Directory.EnumerateFiles(Blobs).Where(b => !used.Contains(Path.GetFileName(b))))
            File.Delete(blob);
    }

    private void KeepBlob(string file, string digest)
    {
        var blob = Path.Combine(Blobs, digest);
        if (!File.Exists(blob) || new FileInfo(blob).Length != new FileInfo(file).Length)
            Replace(file, blob);
    }

    private static void Replace(string from, string to)
    {
        var temporary = $"{to}.{Environment.ProcessId}.part";
        File.Copy(from, temporary, overwrite: true);
        File.Move(temporary, to, overwrite: true);
    }

    private static bool CopyVerified(string from, string to, string digest)
    {
        if (!File.Exists(from))
            return false;
        File.Copy(from, to, overwrite: true);
        using var copy = File.OpenRead(to);
        if (Convert.ToHexStringLower(SHA256.HashData(copy)) == digest)
            return true;
        File.Delete(from);
        return false;
    }
}
