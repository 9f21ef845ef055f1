namespace Emotune.Platform;

/// <summary>By what .NET tells on every system. It tells no change time, no inode and no hard links.</summary>
internal sealed class PortableFiles : IFileSystemFacts
{
    public FileKind KindOf(string path)
    {
        if (Directory.Exists(path))
            return FileKind.Folder;
        if (Final(path) is not { } place || new FileInfo(place) is not { Exists: true } file)
            return FileKind.Nothing;
        if (file.Attributes.HasFlag(FileAttributes.Device))
            return FileKind.Device;
        // Pipes, sockets and devices of Unix have no size.
        return OperatingSystem.IsWindows() || file.Length > 0 ? FileKind.Regular : ArchivedKind.Of(place);
    }

    public bool AreSame(string first, string second) =>
        Path.Exists(first) && Path.Exists(second) && Final(first) is { } place && PathText.Comparer.Equals(place, Final(second));

    public FileIdentity? IdentityOf(string path)
    {
        if (KindOf(path) is not FileKind.Regular || Final(path) is not { } place)
            return null;
        var file = new FileInfo(place);
        return new(file.Length, (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100, ChangedNanoseconds: null, Inode: 0);
    }

    /// <returns>Null where links lead in a circle.</returns>
    private static string? Final(string path)
    {
        try
        {
            return Followed(Path.GetFullPath(path));
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Links may stand at every place of a path, and lead to paths with links.
    private static string Followed(string whole)
    {
        if (Path.GetDirectoryName(whole) is not { } folder)
            return whole;
        var place = Path.Combine(Followed(folder), Path.GetFileName(whole));
        FileSystemInfo entry = Directory.Exists(place) ? new DirectoryInfo(place) : new FileInfo(place);
        return entry.LinkTarget is not null && entry.ResolveLinkTarget(returnFinalTarget: true) is { } target && target.FullName != place
            ? Followed(target.FullName)
            : Path.TrimEndingDirectorySeparator(place);
    }
}
