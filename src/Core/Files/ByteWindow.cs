namespace Emotune.Files;

/// <summary>
/// The part of a file that a reader works on. It grows as far as one line or row needs, so that memory does not follow the file's size.
/// </summary>
internal sealed class ByteWindow : IDisposable
{
    private const int FirstCapacity = 1 << 16;

    // More than any text of one row, and less than what a quotation without end would have to be searched in.
    private const int LargestCapacity = 1 << 28;

    private readonly IByteSource? _source;
    private byte[] _buffer;
    private int _start, _end;

    private ByteWindow(IByteSource? source, byte[] buffer) => (_source, _buffer) = (source, buffer);

    /// <summary>The bytes that are there and not yet passed.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Whether nothing comes behind <see cref="Bytes"/>.</summary>
    public bool IsLast { get; private set; }

    /// <exception cref="IOException">There is no such file, or it is not a regular one.</exception>
    public static ByteWindow Open(string path, int capacity = FirstCapacity)
    {
        var file = FileSource.Open(path);
        return new ByteWindow(file, new byte[Math.Clamp(file.Length + 1, 1, capacity)]);
    }

    /// <param name="source">Disposed of with the window.</param>
    public static ByteWindow Over(IByteSource source) => new(source, new byte[FirstCapacity]);

    public static ByteWindow Over(byte[] bytes) => new(null, bytes) { _end = bytes.Length, IsLast = true };

    /// <summary>Leaves bytes behind.</summary>
    public void Pass(int count) => _start += count;

    /// <summary>Reads on where <see cref="IsLast"/> does not hold; the window then has more bytes, or is the last.</summary>
    /// <exception cref="IOException">A line or row has more than 256 MiB.</exception>
    public void Extend()
    {
        MakeRoom();
        var count = _source!.Read(_buffer.AsSpan(_end));
        _end += count;
        IsLast = count == 0;
    }

    public void Dispose() => _source?.Dispose();

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
