namespace Emotune.Pipeline.Acquisition.Transfer;

/// <summary>What a disk can do.</summary>
internal interface IDisk
{
    /// <param name="folder">It need not be there yet.</param>
    long FreeBytes(string folder);

    /// <summary>Makes a symbolic link; false where the system or the disk has none.</summary>
    /// <exception cref="IOException">Something is in the place.</exception>
    bool TryLink(string path, string target);
}
