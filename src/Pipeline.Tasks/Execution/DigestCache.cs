using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Emotune.Files;
using Emotune.Platform;

namespace Emotune.Pipeline.Execution;

/// <summary>
/// SHA-256 of files, remembered by what <see cref="FileIdentity"/> says of them, as git's index does. Where the system does not tell of
/// every edit, nothing is remembered.
/// </summary>
internal sealed class DigestCache(string file)
{
    // A file written within a time stamp's granularity of being hashed could change again and look the same.
    private const long SettledNanoseconds = 20_000_000;

    private readonly ConcurrentDictionary<string, (FileIdentity Identity, string Digest)> _known = Read(file);
    private readonly ConcurrentDictionary<(string Path, int Lines), (FileIdentity Identity, string Digest)> _firstLines = new();
    private volatile bool _changed;

    /// <returns>Null where there is no such file.</returns>
    public string? Digest(string path)
    {
        if (ThisSystem.Files.IdentityOf(path) is not { } identity)
            return null;
        if (identity.TellsEdits && _known.TryGetValue(path, out var entry) && entry.Identity == identity)
            return entry.Digest;
        return Hash(path, identity);
    }

    /// <summary>
    /// The digest of the file's first lines, each with its line break; of the whole file where it has no more.
    /// Remembered while the build lasts, for all runs ask for the same.
    /// </summary>
    /// <returns>Null where there is no such file.</returns>
    public string? DigestOfFirstLines(string path, int lines)
    {
        if (ThisSystem.Files.IdentityOf(path) is not { } identity)
            return null;
        if (identity.TellsEdits && _firstLines.TryGetValue((path, lines), out var entry) && entry.Identity == identity)
            return entry.Digest;
        var now = Now();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in File.ReadLines(path).Take(lines))
            hash.AppendData(Encoding.UTF8.GetBytes(line + '\n'));
        var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (IsSettled(identity, now) && ThisSystem.Files.IdentityOf(path) == identity)
            _firstLines[(path, lines)] = (identity, digest);
        return digest;
    }

    /// <summary>Keeps a digest that was computed while the file was written.</summary>
    public void Remember(string path, string digest)
    {
        if (ThisSystem.Files.IdentityOf(path) is { TellsEdits: true } identity)
            Keep(path, identity, digest);
    }

    /// <summary>Writes what was learnt; losing it costs time, never truth. For one process at a time.</summary>
    public void Save()
    {
        if (!_changed)
            return;
        var text = new StringBuilder();
        foreach (var (path, (identity, digest)) in _known.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (!path.Contains('\n', StringComparison.Ordinal))
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{digest} {identity.Size} {identity.ModifiedNanoseconds} {identity.ChangedNanoseconds} {identity.Inode} {path}\n");
            }
        }
        try
        {
            AtomicFile.Replace(file, temporary => File.WriteAllText(temporary, text.ToString()));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be kept is filled again next time.
        }
        _changed = false;
    }

    private string? Hash(string path, FileIdentity before)
    {
        try
        {
            var now = Now();
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20);
            var digest = Convert.ToHexStringLower(SHA256.HashData(stream));
            if (IsSettled(before, now) && ThisSystem.Files.IdentityOf(path) == before)
                Keep(path, before, digest);
            return digest;
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static long Now() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;

    private static bool IsSettled(FileIdentity identity, long now) => identity.ChangedNanoseconds < now - SettledNanoseconds;

    private void Keep(string path, FileIdentity identity, string digest)
    {
        _known[path] = (identity, digest);
        _changed = true;
    }

    // Whatever is damaged in a cache is learnt anew; of two lines on one file the later one counts.
    private static ConcurrentDictionary<string, (FileIdentity, string)> Read(string file)
    {
        var known = new ConcurrentDictionary<string, (FileIdentity, string)>(StringComparer.Ordinal);
        string[] lines;
        try
        {
            lines = Encoding.UTF8.GetString(RegularFile.ReadAllBytes(file)).Split('\n');
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return known;
        }
        foreach (var line in lines)
        {
            var parts = line.Split(' ', 6);
            if (parts.Length == 6 && parts[0].Length == 64 && parts[0].All(char.IsAsciiHexDigitLower)
                && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var size)
                && long.TryParse(parts[2], CultureInfo.InvariantCulture, out var modified)
                && long.TryParse(parts[3], CultureInfo.InvariantCulture, out var changed)
                && ulong.TryParse(parts[4], CultureInfo.InvariantCulture, out var inode))
            {
                known[parts[5]] = (new FileIdentity(size, modified, changed, inode), parts[0]);
            }
        }

        return known;
    }
}
