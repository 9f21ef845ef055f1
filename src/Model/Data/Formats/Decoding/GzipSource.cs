using System.IO.Compression;
using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Model.Data.Formats.Decoding;

/// <summary>The bytes that a gzip file holds.</summary>
internal sealed class GzipSource : IByteSource
{
    // Text shrinks to a tenth, tables of zeros to a hundredth. What grows more than this was made to fill a disk or a memory.
    private const long LargestFactor = 200, AlwaysValid = 1 << 24;

    private readonly FileSource _file;
    private readonly long _length;
    private readonly GZipStream _stream;
    private readonly bool _isGzip;
    private long _read;

    public GzipSource(FileSource file)
    {
        (_file, _length, _isGzip) = (file, file.Length, file.BeginsWith(Magic));
        _stream = new GZipStream(new SourceStream(file, 0), CompressionMode.Decompress);
    }

    public static ReadOnlySpan<byte> Magic => [0x1F, 0x8B];

    /// <exception cref="TextFaultException">EXP3041: the bytes are not gzip's; EXP3042: they are absurdly many.</exception>
    public int Read(Span<byte> into)
    {
        var count = Decompress(into);
        _read += count;
        return _read <= Math.Max(AlwaysValid, _length * LargestFactor)
            ? count
            : throw new TextFaultException(Problems.GzipTooLarge, LargestFactor, _length);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _file.Dispose();
    }

    private int Decompress(Span<byte> into)
    {
        if (!_isGzip)
            throw new TextFaultException(Problems.GzipDamaged, "it does not begin as gzip does");
        try
        {
            // The decompressor takes the end of the bytes for the end of the text wherever it comes.
            var count = _stream.Read(into);
            if (count > 0 || GzipEnd.IsWhole(_file, _read))
                return count;
        }
        catch (InvalidDataException)
        {
            // Said below.
        }

        throw new TextFaultException(Problems.GzipDamaged, "its bytes are damaged or it ends too early");
    }
}
