using System.Buffers.Binary;

namespace Emotune.Pipeline.Reporting.TensorBoard;

/// <summary>
/// Records one after the other, as TensorFlow frames them (TFRecord): the length in 8 bytes, the checksum of these bytes, the data, the
/// checksum of the data. Numbers are little-endian.
/// </summary>
internal sealed class RecordWriter(Stream stream)
{
    public void Write(ReadOnlySpan<byte> data)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)data.Length);
        stream.Write(length);
        WriteChecksum(length);
        stream.Write(data);
        WriteChecksum(data);
    }

    private void WriteChecksum(ReadOnlySpan<byte> data)
    {
        Span<byte> checksum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, MaskedChecksum.Of(data));
        stream.Write(checksum);
    }
}
