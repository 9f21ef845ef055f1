using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Emotune.Platform;

/// <summary>By <c>statx</c> and <c>statfs</c>, which open nothing: opening a pipe would wait for its other end.</summary>
[SupportedOSPlatform("linux")]
internal sealed partial class LinuxFiles : IFileSystemFacts
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint TypeOnly = 1, InodeOnly = 0x100, BasicStatistics = 0x7ff; // STATX_TYPE, STATX_INO, STATX_BASIC_STATS
    private const int ModeOffset = 28, InodeOffset = 32, SizeOffset = 40, ChangedOffset = 96, ModifiedOffset = 112, DeviceOffset = 136;
    private const int StructureLength = 256;
    private const ushort TypeMask = 0xf000, Regular = 0x8000, Folder = 0x4000;
    private const ushort Pipe = 0x1000, CharacterDevice = 0x2000, BlockDevice = 0x6000, Socket = 0xc000;

    // proc, sysfs, debugfs, tracefs, securityfs, configfs, cgroup, cgroup2 (linux/magic.h)
    private static readonly long[] KernelFileSystems =
        [0x9fa0, 0x62656572, 0x64626720, 0x74726163, 0x73636673, 0x62656570, 0x27e0eb, 0x63677270];

    public unsafe FileKind KindOf(string path)
    {
        var buffer = stackalloc byte[StructureLength];
        if (Statx(CurrentFolder, path, 0, TypeOnly, buffer) != 0)
            return FileKind.Nothing;
        return Type(buffer) switch
        {
            Regular => IsOfTheKernel(path) ? FileKind.OfTheKernel : FileKind.Regular,
            Folder => FileKind.Folder,
            Pipe => FileKind.Pipe,
            Socket => FileKind.Socket,
            CharacterDevice or BlockDevice => FileKind.Device,
            _ => FileKind.Nothing,
        };
    }

    public bool AreSame(string first, string second) => Place(first) is { } one && one == Place(second);

    public unsafe FileIdentity? IdentityOf(string path)
    {
        var buffer = stackalloc byte[StructureLength];
        if (Statx(CurrentFolder, path, 0, BasicStatistics, buffer) != 0 || Type(buffer) != Regular)
            return null;
        return new FileIdentity(
            *(long*)(buffer + SizeOffset), Nanoseconds(buffer + ModifiedOffset), Nanoseconds(buffer + ChangedOffset),
            *(ulong*)(buffer + InodeOffset));
    }

    private static unsafe ushort Type(byte* buffer) => (ushort)(*(ushort*)(buffer + ModeOffset) & TypeMask);

    private static unsafe long Nanoseconds(byte* timestamp) => *(long*)timestamp * 1_000_000_000 + *(uint*)(timestamp + 8);

    private static unsafe (ulong Inode, ulong Device)? Place(string path)
    {
        var buffer = stackalloc byte[StructureLength];
        return Statx(CurrentFolder, path, 0, InodeOnly, buffer) == 0
            ? (*(ulong*)(buffer + InodeOffset), *(ulong*)(buffer + DeviceOffset))
            : null;
    }

    private static unsafe bool IsOfTheKernel(string path)
    {
        var buffer = stackalloc byte[StructureLength];
        return Statfs(path, buffer) == 0 && KernelFileSystems.Contains(*(long*)buffer);
    }

    [LibraryImport("libc", EntryPoint = "statfs", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statfs(string path, byte* buffer);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* buffer);
}
