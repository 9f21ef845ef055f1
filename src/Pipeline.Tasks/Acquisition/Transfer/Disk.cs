namespace Emotune.Pipeline.Acquisition.Transfer;

/// <summary>The disk of a path, as the system has it.</summary>
internal sealed class Disk : IDisk
{
    // EEXIST of Unix, ERROR_FILE_EXISTS and ERROR_ALREADY_EXISTS of Windows.
    private static readonly int[] InTheWay = [17, unchecked((int)0x80070050), unchecked((int)0x800700B7)];

    public long FreeBytes(string folder)
    {
        var there = Path.GetFullPath(folder);
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } parent)
            there = parent;
        return new DriveInfo(there).AvailableFreeSpace;
    }

    public bool TryLink(string path, string target)
    {
        try
        {
            File.CreateSymbolicLink(path, target);
            return true;
        }
        catch (Exception problem) when (problem is IOException && !InTheWay.Contains(problem.HResult)
            || problem is UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Whether a write failed because the disk is full, or what the user may have of it.</summary>
    public static bool IsFull(IOException problem) =>
        // ENOSPC and EDQUOT of Unix, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows.
        problem.HResult is 28 or 122 or unchecked((int)0x80070070) or unchecked((int)0x80070027);
}
