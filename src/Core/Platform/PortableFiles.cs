namespace Emotune.Platform;

/// <summary>By what .NET tells on every system. It does not tell a pipe or a socket of Unix from a file.</summary>
internal sealed class PortableFiles : IFileSystemFacts
{
    private static readonly StringComparison PathComparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    public FileKind KindOf(string path)
    {
        if (Directory.Exists(path))
            return FileKind.Folder;
        if (!File.Exists(path))
            return FileKind.Nothing;
        return File.GetAttributes(path).HasFlag(FileAttributes.Device) ? FileKind.Device : FileKind.Regular;
    }

    public bool AreSame(string first, string second) =>
        Path.Exists(first) && Path.Exists(second) && string.Equals(Final(first), Final(second), PathComparison);

    private static string Final(string path)
    {
        var whole = Path.GetFullPath(path);
        return new FileInfo(whole).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? whole;
    }
}
