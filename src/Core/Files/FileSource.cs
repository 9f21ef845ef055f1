using Microsoft.Win32.SafeHandles;

namespace Emotune.Files;

/// <summary>The bytes of a regular file as they lie.</summary>
internal sealed class FileSource : IByteSource
{
    private readonly SafeFileHandle _file;
    private long _read;

    private FileSource(SafeFileHandle file) => _file = file;

    /// <summary>The number of bytes that the file says it has.</summary>
    public long Length => RandomAccess.GetLength(_file);

    /// <exception cref="IOException">There is no such file, or it is not a regular one.</exception>
    public static FileSource Open(string path) => new(RegularFile.Open(path));

    /// <summary>Whether the file begins so; nothing is left behind by asking.</summary>
    public bool BeginsWith(ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[bytes.Length];
        return RandomAccess.Read(_file, head, 0) == bytes.Length && head.SequenceEqual(bytes);
    }

    /// <summary>Reads elsewhere; the next <see cref="Read"/> goes on where it was.</summary>
    /// <returns>As many bytes as there are.</returns>
    public int ReadAt(long offset, Span<byte> into) => RandomAccess.Read(_file, into, offset);

    public int Read(Span<byte> into)
    {
        var count = RandomAccess.Read(_file, into, _read);
        _read += count;
        return count;
    }

    public void Dispose() => _file.Dispose();
}
