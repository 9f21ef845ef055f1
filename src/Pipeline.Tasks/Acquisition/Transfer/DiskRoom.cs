using Emotune.Diagnostics;

namespace Emotune.Pipeline.Acquisition.Transfer;

/// <summary>The room of the disk that a cache lies on.</summary>
/// <param name="variable">The environment variable that names another folder.</param>
internal sealed class DiskRoom(IDisk disk, string folder, string variable)
{
    /// <exception cref="DiagnosticException">EXP2041: less is free than is needed.</exception>
    public void Require(string what, long bytes)
    {
        if (disk.FreeBytes(folder) is var free && free < bytes)
            throw TooSmall(what, bytes, free);
    }

    /// <exception cref="DiagnosticException">EXP2041: the disk became full.</exception>
    public void Write(string what, long bytes, Action write)
    {
        try
        {
            write();
        }
        catch (IOException problem) when (Disk.IsFull(problem))
        {
            throw TooSmall(what, bytes, disk.FreeBytes(folder));
        }
    }

    private DiagnosticException TooSmall(string what, long bytes, long free) =>
        new(Problems.DiskTooSmall.Given(what, bytes, folder, free, variable));
}
