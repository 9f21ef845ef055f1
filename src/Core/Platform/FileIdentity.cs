namespace Emotune.Platform;

/// <summary>
/// What a file system says of a file without reading it. Two equal identities that tell edits are the same content, unless the file was
/// written in the very instant of the first look.
/// </summary>
/// <param name="ChangedNanoseconds">
/// The time of the last change. Programs cannot set it, so that a modification time that was put back does not hide an edit. Null where
/// the system does not tell it.
/// </param>
/// <param name="Inode">Zero where the system does not tell it.</param>
internal readonly record struct FileIdentity(long Size, long ModifiedNanoseconds, long? ChangedNanoseconds, ulong Inode)
{
    /// <summary>Whether an edit always gives another identity.</summary>
    public bool TellsEdits => ChangedNanoseconds is not null;
}
