using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Emotune.Model.Artifacts.Files;

/// <summary>
/// Opens files that somebody else names. A pipe may have no end, a device neither end nor size: they are refused before anything is
/// opened or allocated.
/// </summary>
internal static partial class RegularFile
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint TypeOnly = 1, InodeOnly = 0x100; // STATX_TYPE, STATX_INO
    private const int ModeOffset = 28, InodeOffset = 32, DeviceOffset = 136, StructureLength = 256;
    private const ushort TypeMask = 0xf000, Regular = 0x8000;

    /// <summary>Whether there is a regular file, symbolic links followed.</summary>
    public static unsafe bool IsAt(string path)
    {
        var buffer = stackalloc byte[StructureLength];
        return Statx(CurrentFolder, path, 0, TypeOnly, buffer) == 0 && (*(ushort*)(buffer + ModeOffset) & TypeMask) == Regular;
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
    public static SafeFileHandle Open(string path) => !Path.Exists(path) || IsAt(path)
        ? File.OpenHandle(path)
        : throw new IOException(WhatElse(path));

    /// <summary>What stands in a regular file's place, a sentence.</summary>
    public static string WhatElse(string path) =>
        Directory.Exists(path) ? "It is a folder." : "It is no regular file but a pipe, a device or the like.";

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

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* buffer);
}
