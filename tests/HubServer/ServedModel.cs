using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Emotune.HubServer;

/// <summary>A commit of a model. Weights are large files, which a hub knows by their SHA-256.</summary>
public sealed record ServedModel(string Commit, IReadOnlyDictionary<string, byte[]> Files)
{
    public static bool IsLarge(string file) => file.EndsWith(".safetensors", StringComparison.Ordinal)
        || file.EndsWith(".bin", StringComparison.Ordinal);

    /// <summary>What a cache calls the content of a file.</summary>
    public static string BlobName(string file, byte[] content) => IsLarge(file) ? Sha256(content) : GitBlob(content);

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string GitBlob(byte[] content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {content.Length}\0")));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The answer of a hub that lists the files.</summary>
    public string Listing() => JsonSerializer.Serialize(Files.Select(f => IsLarge(f.Key)
        ? (object)new
        {
            type = "file",
            oid = GitBlob(Encoding.ASCII.GetBytes("pointer")),
            size = f.Value.Length,
            path = f.Key,
            lfs = new { oid = Sha256(f.Value), size = f.Value.Length, pointerSize = 134 },
        }
        : new { type = "file", oid = GitBlob(f.Value), size = f.Value.Length, path = f.Key }));
}
