using System.Runtime.InteropServices;

namespace Emotune.Pipeline.Execution;

/// <summary>
/// What a file system says of a file without reading it. Two equal identities are the same content, unless the
/// file was written in the very instant of the first look (see <see cref="DigestCache"/>).
/// </summary>
/// <remarks>The change time cannot be set by programs, so a modification time that was put back does not hide an edit.</remarks>
internal readonly partial record struct FileIdentity(long Size, long ModifiedNanoseconds, long ChangedNanoseconds, ulong Inode)
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint BasicStatistics = 0x7ff; // STATX_BASIC_STATS
    private const ushort TypeMask = 0xf000, RegularFile = 0x8000;

    /// <summary>Follows symbolic links; null where there is no regular file.</summary>
    public static unsafe FileIdentity? Of(string path)
    {
        var buffer = stackalloc byte[256];
        if (Statx(CurrentFolder, path, 0, BasicStatistics, buffer) != 0 || (*(ushort*)(buffer + 28) & TypeMask) != RegularFile)
            return null;
        return new FileIdentity(
            *(long*)(buffer + 40), Nanoseconds(buffer + 112), Nanoseconds(buffer + 96), *(ulong*)(buffer + 32));
    }

    private static unsafe long Nanoseconds(byte* timestamp) => *(long*)timestamp * 1_000_000_000 + *(uint*)(timestamp + 8);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* buffer);
}
