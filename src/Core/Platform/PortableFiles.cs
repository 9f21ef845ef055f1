namespace Emotune.Platform;

/// <summary>By what .NET tells on every system: not a change time, not an inode, and not which files are links of one (hard links).</summary>
internal sealed class PortableFiles : IFileSystemFacts
{
    public FileKind KindOf(string path)
    {
        if (Directory.Exists(path))
            return FileKind.Folder;
        if (!File.Exists(path))
            return FileKind.Nothing;
        var file = new FileInfo(path);
        if (file.Attributes.HasFlag(FileAttributes.Device))
            return FileKind.Device;
        // Pipes, sockets and devices of Unix have no size.
        return OperatingSystem.IsWindows() || Target(file).Length > 0 ? FileKind.Regular : ArchivedKind.Of(Final(path));
    }

    public bool AreSame(string first, string second) =>
        Path.Exists(first) && Path.Exists(second) && PathText.Comparer.Equals(Final(first), Final(second));

    public FileIdentity? IdentityOf(string path)
    {
        if (KindOf(path) is not FileKind.Regular)
            return null;
        var file = Target(new FileInfo(path));
        return new(file.Length, (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100, ChangedNanoseconds: null, Inode: 0);
    }

    private static FileInfo Target(FileInfo file) => file.LinkTarget is null ? file : new FileInfo(Final(file.FullName));

    // Links may stand at every place of a path, and lead to paths with links.
    private static string Final(string path)
    {
        var whole = Path.GetFullPath(path);
        if (Path.GetDirectoryName(whole) is not { } folder)
            return whole;
        var place = Path.Combine(Final(folder), Path.GetFileName(whole));
        FileSystemInfo entry = Directory.Exists(place) ? new DirectoryInfo(place) : new FileInfo(place);
        return entry.LinkTarget is not null && entry.ResolveLinkTarget(returnFinalTarget: true) is { } target && target.FullName != place
            ? Final(target.FullName)
            : Path.TrimEndingDirectorySeparator(place);
    }
}
