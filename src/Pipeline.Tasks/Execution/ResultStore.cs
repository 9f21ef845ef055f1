using System.Security.Cryptography;
using Emotune.Files;
using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Execution;

/// <summary>
/// Earlier results of an experiment by the digest of their stage's key: contents by their own digest, so that what
/// two results share is stored once, and a manifest for each. Files are copied in and out, never linked.
/// </summary>
internal sealed class ResultStore(string folder)
{
    private const string CostSuffix = ".cost";

    private string Blobs => Path.Combine(folder, "blobs");

    private string Manifests => Path.Combine(folder, "results");

    /// <summary>Keeps a stage's finished folder.</summary>
    public void Keep(string stageFolder, StageManifest manifest)
    {
        Directory.CreateDirectory(Blobs);
        Directory.CreateDirectory(Manifests);
        foreach (var (name, output) in manifest.Outputs)
            KeepBlob(Path.Combine(stageFolder, name), output.Sha256);
        var cost = Path.Combine(stageFolder, StageLayout.Cost);
        if (File.Exists(cost))
            Replace(cost, Path.Combine(Manifests, manifest.Key.Digest + CostSuffix));
        Replace(Path.Combine(stageFolder, StageLayout.Manifest), Path.Combine(Manifests, manifest.Key.Digest));
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
        if (File.Exists(path + CostSuffix))
            File.Copy(path + CostSuffix, Path.Combine(into, StageLayout.Cost), overwrite: true);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        return manifest;
    }

    /// <summary>Drops the results used longest ago until the store takes at most <paramref name="maximumBytes"/>.</summary>
    /// <returns>Bytes freed.</returns>
    public long Prune(long maximumBytes)
    {
        if (!Directory.Exists(Manifests) || Size() is var before && before <= maximumBytes)
            return 0;
        var results = Directory.EnumerateFiles(Manifests).Where(f => IsOwn(f) && !f.EndsWith(CostSuffix, StringComparison.Ordinal))
            .OrderBy(File.GetLastWriteTimeUtc).ThenBy(f => f, StringComparer.Ordinal)
            .Select(f => (File: f, Contents: Contents(f))).ToList();
        var uses = results.SelectMany(r => r.Contents).CountBy(c => c, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var left = before - Directory.EnumerateFiles(Blobs).Where(b => IsOwn(b) && !uses.ContainsKey(Path.GetFileName(b))).ToList()
            .Sum(Remove);
        foreach (var (file, contents) in results.TakeWhile(_ => left > maximumBytes))
        {
            left -= Remove(file) + Remove(file + CostSuffix);
            left -= contents.Where(c => --uses[c] == 0).Sum(c => Remove(Path.Combine(Blobs, c)));
        }
        return before - left;
    }

    /// <summary>Removes every result, and the folders that are empty then.</summary>
    public void Clear()
    {
        RemoveUnfinished();
        foreach (var inner in new[] { Blobs, Manifests }.Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(inner).Where(IsOwn))
                File.Delete(file);
        }

        foreach (var inner in new[] { Blobs, Manifests, folder }.Where(
            f => Directory.Exists(f) && !Directory.EnumerateFileSystemEntries(f).Any()))
        {
            Directory.Delete(inner);
        }
    }

    // Named by a digest, with or without the suffix of a cost.
    private static bool IsOwn(string file)
    {
        var name = Path.GetFileName(file);
        var digest = name.EndsWith(CostSuffix, StringComparison.Ordinal) ? name[..^CostSuffix.Length] : name;
        return digest.Length == 2 * SHA256.HashSizeInBytes && digest.All(char.IsAsciiHexDigitLower);
    }

    /// <summary>Removes copies that a build which was cut off left half-made.</summary>
    public void RemoveUnfinished() => AtomicFile.RemoveLeftovers(folder);

    private long Size() => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);

    // Two outputs of one stage can be the same bytes.
    private static IReadOnlyList<string> Contents(string result) =>
        StageManifest.Parse(File.ReadAllBytes(result)) is { } manifest
            ? [.. manifest.Outputs.Values.Select(o => o.Sha256).Distinct(StringComparer.Ordinal)]
            : [];

    private static long Remove(string path)
    {
        var file = new FileInfo(path);
        var bytes = file.Exists ? file.Length : 0;
        file.Delete();
        return bytes;
    }

    private void KeepBlob(string file, string digest)
    {
        var blob = Path.Combine(Blobs, digest);
        if (!File.Exists(blob) || new FileInfo(blob).Length != new FileInfo(file).Length)
            Replace(file, blob);
    }

    private static void Replace(string from, string to) => AtomicFile.Replace(to, temporary => File.Copy(from, temporary));

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
