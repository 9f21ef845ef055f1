using Microsoft.Win32.SafeHandles;

namespace Emotune.Files;

/// <summary>
/// The part of a file that a reader works on: it grows as far as one line or row needs, so that memory does not follow the file's size.
/// </summary>
internal sealed class ByteWindow : IDisposable
{
    private const int FirstCapacity = 1 << 16;

    // More than any text of one row, and less than what a quotation without end would have to be searched in.
    private const int LargestCapacity = 1 << 28;

    private readonly SafeFileHandle? _file;
    private byte[] _buffer;
    private long _read;
    private int _start, _end;

    private ByteWindow(SafeFileHandle? file, byte[] buffer) => (_file, _buffer) = (file, buffer);

    /// <summary>The bytes that are there and not yet passed.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Whether nothing comes behind <see cref="Bytes"/>.</summary>
    public bool IsLast { get; private set; }

    /// <exception cref="IOException">There is no such file, or it is not a regular one.</exception>
    public static ByteWindow Open(string path, int capacity = FirstCapacity)
    {
        var file = RegularFile.Open(path);
        var length = RandomAccess.GetLength(file);
        return new ByteWindow(file, new byte[Math.Clamp(length + 1, 1, capacity)]);
    }

    public static ByteWindow Over(byte[] bytes) => new(null, bytes) { _end = bytes.Length, IsLast = true };

    /// <summary>Leaves bytes behind.</summary>
    public void Pass(int count) => _start += count;

    /// <summary>Reads on where <see cref="IsLast"/> does not hold; the window then has more bytes, or is the last.</summary>
    /// <exception cref="IOException">A line or row has more than 256 MiB.</exception>
    public void Extend()
    {
        MakeRoom();
        var count = RandomAccess.Read(_file!, _buffer.AsSpan(_end), _read);
        _read += count;
        _end += count;
        IsLast = count == 0;
    }

    public void Dispose() => _file?.Dispose();

    private void MakeRoom()
    {
        if (_start > 0)
            Bytes.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end < _buffer.Length)
            return;
        if (_end >= LargestCapacity)
            throw new IOException($"A line or a row has more than {LargestCapacity} bytes.");
        Array.Resize(ref _buffer, Math.Min(LargestCapacity, 2 * _buffer.Length));
    }
}
