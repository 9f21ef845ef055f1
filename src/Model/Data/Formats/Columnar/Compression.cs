namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>How pages are compressed, in Parquet's numbers.</summary>
internal enum Compression
{
    None, Snappy, Gzip, Lzo, Brotli, Lz4InFrames, Zstd, Lz4,
}
