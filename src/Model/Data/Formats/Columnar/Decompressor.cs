using System.IO.Compression;
using K4os.Compression.LZ4;
using Snappier;

namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>Decompresses pages.</summary>
internal static class Decompressor
{
    public static bool Reads(Compression compression) => compression is Compression.None or Compression.Snappy or Compression.Gzip
        or Compression.Brotli or Compression.Zstd or Compression.Lz4;

    /// <summary>The page's bytes; <paramref name="length"/> is its true length, as its header says.</summary>
    /// <exception cref="InvalidDataException">The page is not what its header says.</exception>
    public static byte[] Decompress(Compression compression, ReadOnlySpan<byte> page, int length)
    {
        if (length > MostBytes(compression, page.Length))
            throw new InvalidDataException($"a page claims {length} bytes, which its {page.Length} compressed ones cannot hold.");
        var bytes = new byte[length];
        if (length > 0 && Fill(compression, page, bytes) != length)
            throw new InvalidDataException("a page has another length than its header says.");
        return bytes;
    }

    private static int Fill(Compression compression, ReadOnlySpan<byte> page, byte[] bytes)
    {
        switch (compression)
        {
            case Compression.None:
                return page.TryCopyTo(bytes) ? page.Length : -1;
            case Compression.Snappy:
                return Snappy.Decompress(page, bytes);
            case Compression.Gzip:
                return FillFromGzip(page, bytes);
            case Compression.Brotli:
                return BrotliDecoder.TryDecompress(page, bytes, out var written) ? written : -1;
            case Compression.Zstd:
                using (var zstd = new ZstdSharp.Decompressor())
                    return zstd.Unwrap(page, bytes);
            case Compression.Lz4:
                return LZ4Codec.Decode(page, bytes);
            default:
                throw new ArgumentOutOfRangeException(nameof(compression), compression, null);
        }
    }

    private static int FillFromGzip(ReadOnlySpan<byte> page, byte[] bytes)
    {
        using var stream = new GZipStream(new MemoryStream(page.ToArray()), CompressionMode.Decompress);
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
    }

    /// <summary>
    /// The most that each method makes of so many bytes, amply. Brotli makes any number of a few: the <see cref="ReadBudget"/> alone
    /// bounds it.
    /// </summary>
    private static long MostBytes(Compression compression, long compressed) => compression switch
    {
        Compression.None => compressed,
        Compression.Snappy => 64 * compressed,
        Compression.Lz4 or Compression.Lz4InFrames => 256 * compressed,
        Compression.Gzip => 1100 * compressed,
        Compression.Brotli => Array.MaxLength,
        _ => compressed << 16,
    } + 1024;

    /// <summary>The method as a message has it.</summary>
    public static string Name(Compression compression) => compression switch
    {
        Compression.Lzo => "LZO compression",
        Compression.Lz4InFrames => "the compression LZ4 of before Parquet 2.9",
        _ => $"compression number {(int)compression}",
    };
}
