namespace Emotune.Platform;

/// <summary>A file that one process at a time holds open. The system lets go of it however the process ends.</summary>
internal static class LockFile
{
    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.
    private static readonly int[] HeldByAnother =
        OperatingSystem.IsWindows() ? [unchecked((int)0x80070020), unchecked((int)0x80070021)]
        : OperatingSystem.IsLinux() ? [11]
        : [35];

    // On Unix an open file can be removed, and any sharing would let others in. Windows refuses to remove one that does not allow it.
    private static readonly FileShare Sharing = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    /// <returns>Null where another process holds it, or where the file or its folder was removed meanwhile.</returns>
    /// <exception cref="IOException">The file cannot be opened, and waiting would not change it.</exception>
    public static FileStream? TryHold(string path)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, Sharing);
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
        catch (IOException problem) when (HeldByAnother.Contains(problem.HResult))
        {
            return null;
        }

        // Opened before it was removed: others would take the new one of this name.
        if (File.Exists(path))
            return file;
        file.Dispose();
        return null;
    }
}
