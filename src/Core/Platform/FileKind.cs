namespace Emotune.Platform;

/// <summary>What lies at a path, symbolic links followed.</summary>
internal enum FileKind
{
    /// <summary>Nothing, or nothing that this process may look at.</summary>
    Nothing,

    /// <summary>A file on a disk or in memory.</summary>
    Regular,

    /// <summary>
    /// A file that the system makes up when it is read: it has no size, may have no end, and says something else each time.
    /// </summary>
    OfTheKernel,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe, which may have no end.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device, which has neither end nor size.</summary>
    Device,
}
