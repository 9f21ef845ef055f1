using System.IO.Compression;
using Emotune.Model.Artifacts.Files;
using Emotune.Model.Diagnostics;

namespace Emotune.Model.Data.Formats.Decoding;

/// <summary>The bytes that a gzip file holds.</summary>
internal sealed class GzipSource : IByteSource
{
    // Text shrinks to a tenth, tables of zeros to a hundredth. What grows more than this was made to fill a disk or a memory.
    private const long LargestFactor = 200, AlwaysValid = 1 << 24;

    // Header, nothing, and the trailer.
    private const int ShortestLength = 20;

    private readonly long _length;
    private readonly GZipStream _stream;
    private readonly bool _isGzip;
    private long _read;

    public GzipSource(FileSource file)
    {
        (_length, _isGzip) = (file.Length, file.BeginsWith(Magic));
        _stream = new GZipStream(new SourceStream(file), CompressionMode.Decompress);
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

    public void Dispose() => _stream.Dispose();

    private int Decompress(Span<byte> into)
    {
        if (!_isGzip)
            throw new TextFaultException(Problems.GzipDamaged, "it does not begin as gzip does");
        try
        {
            // A header that is cut off is taken for an end.
            var count = _stream.Read(into);
            if (count > 0 || _length >= ShortestLength)
                return count;
        }
        catch (InvalidDataException)
        {
            // Said below.
        }

        throw new TextFaultException(Problems.GzipDamaged, "its bytes are damaged or it ends too early");
    }

    /// <summary>The file as the decompressor reads it.</summary>
    private sealed class SourceStream(FileSource file) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer) => file.Read(buffer);

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }
    }
}
