using System.Security.Cryptography;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>The files of an experiment's artifacts, looked at from outside.</summary>
public static class ArtifactFiles
{
    /// <summary>What every stage made, by path below the artifacts; what it cost differs from build to build and is left out.</summary>
    public static SortedDictionary<string, string> Digests(string artifacts)
    {
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Results(artifacts).Where(f => Path.GetFileName(f) != "cost.json"))
            digests.Add(Path.GetRelativePath(artifacts, file), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));
        return digests;
    }

    /// <summary>All files but the pipeline's own, whose folders start with a dot.</summary>
    public static IEnumerable<string> Results(string artifacts) => Directory
        .EnumerateFiles(artifacts, "*", SearchOption.AllDirectories)
        .Where(f => !Path.GetRelativePath(artifacts, f).StartsWith('.'))
        .Order(StringComparer.Ordinal);

    /// <summary>Damages a file and puts its modification time back.</summary>
    public static void Damage(string file, string how)
    {
        var time = File.GetLastWriteTimeUtc(file);
        var bytes = File.ReadAllBytes(file);
        switch (how)
        {
            case "deleted":
                File.Delete(file);
                return;
            case "truncated":
                File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
                break;
            case "emptied":
                File.WriteAllBytes(file, []);
                break;
            default:
                bytes[bytes.Length / 2] ^= 1;
                File.WriteAllBytes(file, bytes);
                break;
        }
        File.SetLastWriteTimeUtc(file, time);
    }
}
