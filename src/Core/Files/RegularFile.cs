using Emotune.Platform;
using Microsoft.Win32.SafeHandles;

namespace Emotune.Files;

/// <summary>
/// Opens files that somebody else names. A pipe may have no end, a device neither end nor size: they are refused before anything is
/// opened or allocated.
/// </summary>
internal static class RegularFile
{
    private static readonly IFileSystemFacts Facts = ThisSystem.Files;

    /// <summary>Whether there is a regular file on a disk or in memory, symbolic links followed.</summary>
    public static bool IsAt(string path) => Facts.KindOf(path) == FileKind.Regular;

    /// <summary>
    /// What is there instead of a regular file, as in "is a folder"; null where there is one or nothing at all.
    /// </summary>
    public static string? WhatElseIsAt(string path) => Facts.KindOf(path) switch
    {
        FileKind.Regular => null,
        FileKind.OfTheKernel => "a file that the system makes up when it is read",
        FileKind.Folder => "a folder",
        FileKind.Pipe => "a pipe",
        FileKind.Socket => "a socket",
        FileKind.Device => "a device",
        _ => new FileInfo(path).LinkTarget is null ? null : "a link that leads nowhere",
    };

    /// <summary>Whether two paths lead to one file, by whatever links.</summary>
    public static bool AreSame(string first, string second) => Facts.AreSame(first, second);

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
}
