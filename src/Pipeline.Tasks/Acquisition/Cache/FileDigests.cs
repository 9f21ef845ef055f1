using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Emotune.Files;

namespace Emotune.Pipeline.Acquisition.Cache;

/// <summary>The digests by which contents are named: SHA-256, and that of git's blobs, which is SHA-1 over size and content.</summary>
/// <param name="sha256">Remembers SHA-256 of files; null to read them each time.</param>
internal sealed class FileDigests(Func<string, string?>? sha256)
{
    private const int Sha256Digits = 64;

    /// <summary>Whether a name is that of a content.</summary>
    public static bool IsDigest(string name) => name.Length is 40 or Sha256Digits && name.All(char.IsAsciiHexDigitLower);

    /// <summary>Whether the file at a path has a content's digest; false where it is no regular file or cannot be read.</summary>
    public bool Has(string path, string digest)
    {
        try
        {
            if (!RegularFile.IsAt(path))
                return false;
            if (digest.Length == Sha256Digits && sha256 is not null)
                return sha256(path) == digest;
            using var file = new FileStream(RegularFile.Open(path), FileAccess.Read);
            return Of(file, digest.Length) == digest;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The SHA-256 of a file that is there.</summary>
    public static string Sha256Of(string path)
    {
        using var file = new FileStream(RegularFile.Open(path), FileAccess.Read);
        return Of(file, Sha256Digits);
    }

    /// <summary>The digest of a whole stream that stands at its beginning.</summary>
    /// <param name="digits">64 for SHA-256, 40 for git's.</param>
    public static string Of(Stream content, int digits) =>
        Convert.ToHexStringLower(digits == Sha256Digits ? SHA256.HashData(content) : GitBlob(content));

    private static byte[] GitBlob(Stream content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {content.Length}\0")));
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        while (content.Read(buffer) is var read and > 0)
            hash.AppendData(buffer, 0, read);
        ArrayPool<byte>.Shared.Return(buffer);
        return hash.GetHashAndReset();
    }
}
