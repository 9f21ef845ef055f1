using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Emotune.Files;

/// <summary>
/// Opens files that somebody else names. A pipe may have no end, a device neither end nor size: they are refused before anything is
/// opened or allocated.
/// </summary>
internal static partial class RegularFile
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint TypeOnly = 1, InodeOnly = 0x100; // STATX_TYPE, STATX_INO
    private const int ModeOffset = 28, InodeOffset = 32, DeviceOffset = 136, StructureLength = 256;
    private const ushort TypeMask = 0xf000, Regular = 0x8000, Folder = 0x4000;
    private const ushort Pipe = 0x1000, CharacterDevice = 0x2000, BlockDevice = 0x6000, Socket = 0xc000;

    // proc, sysfs, debugfs, tracefs, securityfs, configfs, cgroup, cgroup2 (linux/magic.h)
    private static readonly long[] KernelFileSystems =
        [0x9fa0, 0x62656572, 0x64626720, 0x74726163, 0x73636673, 0x62656570, 0x27e0eb, 0x63677270];

    /// <summary>Whether there is a regular file on a disk or in memory, symbolic links followed.</summary>
    public static bool IsAt(string path) => TypeOf(path) == Regular && !IsOfTheKernel(path);

    /// <summary>
    /// What is there instead of a regular file, as in "is a folder"; null where there is one or nothing at all.
    /// </summary>
    public static string? WhatElseIsAt(string path) => TypeOf(path) switch
    {
        Regular => IsOfTheKernel(path) ? "a file that the system makes up when it is read" : null,
        Folder => "a folder",
        Pipe => "a pipe",
        Socket => "a socket",
        CharacterDevice or BlockDevice => "a device",
        _ => new FileInfo(path).LinkTarget is null ? null : "a link that leads nowhere",
    };

    private static unsafe ushort? TypeOf(string path)
    {
        var buffer = stackalloc byte[StructureLength];
        return Statx(CurrentFolder, path, 0, TypeOnly, buffer) == 0 ? (ushort)(*(ushort*)(buffer + ModeOffset) & TypeMask) : null;
    }

    /// <summary>Files below /proc and the like have no size, may have no end, and say something else each time.</summary>
    private static unsafe bool IsOfTheKernel(string path)
    {
        var buffer = stackalloc byte[StructureLength];
        return Statfs(path, buffer) == 0 && KernelFileSystems.Contains(*(long*)buffer);
    }

    /// <summary>Whether two paths lead to one file, by whatever links.</summary>
    public static bool AreSame(string first, string second) => Identity(first) is { } one && one == Identity(second);

    private static unsafe (ulong Inode, ulong Device)? Identity(string path)
    {
        var buffer = stackalloc byte[StructureLength];
        return Statx(CurrentFolder, path, 0, InodeOnly, buffer) == 0
            ? (*(ulong*)(buffer + InodeOffset), *(ulong*)(buffer + DeviceOffset))
            : null;
    }

    /// <exception cref="IOException">There is no such file, or it is not a regular one.</exception>
    public static SafeFileHandle Open(string path) => WhatElseIsAt(path) is { } other
        ? throw new IOException($"It is no regular file but {other}.")
        : File.OpenHandle(path);

    /// <summary>The whole file, of the size that it says it has.</summary>
    /// <exception cref="IOException">There is no such file, it is not a regular one, or it is larger than it says or than an array
    /// may be.</exception>
    public static byte[] ReadAllBytes(string path)
    {
        using var file = Open(path);
        var length = RandomAccess.GetLength(file);
        if (length > Array.MaxLength)
            throw new IOException($"It has {length} bytes; at most {Array.MaxLength} are valid. Split it, or write it as Parquet.");
        var bytes = new byte[length];
        for (var filled = 0; filled < bytes.Length;)
        {
            var read = RandomAccess.Read(file, bytes.AsSpan(filled), filled);
            if (read == 0)
                return bytes[..filled];
            filled += read;
        }

        // Files of the kernel's have no size and many bytes.
        return RandomAccess.Read(file, new byte[1], length) == 0
            ? bytes
            : throw new IOException($"It has more than the {length} bytes that it says it has.");
    }

    [LibraryImport("libc", EntryPoint = "statfs", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statfs(string path, byte* buffer);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* buffer);
}
