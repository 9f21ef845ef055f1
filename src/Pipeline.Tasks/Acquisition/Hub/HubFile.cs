namespace Emotune.Pipeline.Acquisition.Hub;

/// <summary>A file of a commit.</summary>
/// <param name="Name">The path in the repository.</param>
/// <param name="BlobName">
/// What the cache calls the content: the SHA-256 of a large file, the digest of git's blob for others. Lower-case hexadecimal digits.
/// </param>
internal sealed record HubFile(string Name, long Bytes, string BlobName)
{
    /// <summary>Null where the hub knows only git's digest.</summary>
    public string? Sha256 => BlobName.Length == 64 ? BlobName : null;
}

/// <summary>A commit, and all its files.</summary>
internal sealed record HubListing(string Repository, string Commit, IReadOnlyDictionary<string, HubFile> Files);
