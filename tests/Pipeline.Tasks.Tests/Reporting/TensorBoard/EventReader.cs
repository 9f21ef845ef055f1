using System.Buffers.Binary;
using System.Text;

namespace Emotune.Pipeline.Tests.Reporting.TensorBoard;

/// <summary>An event as it was read; one without figures has the file's version.</summary>
internal sealed record ReadEvent(double WallTime, long Step, string? Version, IReadOnlyList<(string Tag, float Value)> Scalars);

/// <summary>Reads TensorBoard's files by the rules of their format alone, and knows nothing of the writer.</summary>
internal static class EventReader
{
    public static IReadOnlyList<ReadEvent> Read(byte[] file) => [.. Records(file).Select(r => Event(r))];

    /// <summary>What the records hold, their checksums checked.</summary>
    public static IReadOnlyList<byte[]> Records(byte[] file)
    {
        var records = new List<byte[]>();
        for (var rest = file.AsSpan(); rest.Length > 0;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(rest);
            Assert.Equal(Masked(rest[..8]), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
            var data = rest.Slice(12, length);
            Assert.Equal(Masked(data), BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]));
            records.Add(data.ToArray());
            rest = rest[(16 + length)..];
        }

        return records;
    }

    /// <summary>CRC-32C, a bit at a time.</summary>
    public static uint Checksum(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }

        return ~crc;
    }

    private static uint Masked(ReadOnlySpan<byte> data)
    {
        var crc = Checksum(data);
        return ((crc >> 15) | (crc << 17)) + 0xa282ead8;
    }

    private static ReadEvent Event(ReadOnlySpan<byte> data)
    {
        var fields = Fields(data);
        var scalars = fields.Where(f => f.Number == 5).SelectMany(summary => Fields(summary.Bytes)).Select(value =>
        {
            Assert.Equal(1, value.Number);
            var parts = Fields(value.Bytes).ToDictionary(p => p.Number, p => p.Bytes);
            return (Encoding.UTF8.GetString(parts[1]), BinaryPrimitives.ReadSingleLittleEndian(parts[2]));
        });
        return new(
            BinaryPrimitives.ReadDoubleLittleEndian(fields.Single(f => f.Number == 1).Bytes),
            fields.Where(f => f.Number == 2).Select(f => BinaryPrimitives.ReadInt64LittleEndian(f.Bytes)).SingleOrDefault(),
            fields.Where(f => f.Number == 3).Select(f => Encoding.UTF8.GetString(f.Bytes)).SingleOrDefault(), [.. scalars]);
    }

    // Protobuf's encoding: a number in groups of seven bits, eight bytes, a length and as many bytes, four bytes.
    private static List<(int Number, byte[] Bytes)> Fields(ReadOnlySpan<byte> data)
    {
        var fields = new List<(int, byte[])>();
        while (data.Length > 0)
        {
            var tag = Varint(ref data);
            var size = (tag & 7) switch { 1 => 8, 5 => 4, 2 => (int)Varint(ref data), 0 => 0, _ => throw new InvalidDataException() };
            if ((tag & 7) == 0)
            {
                fields.Add(((int)(tag >> 3), BitConverter.GetBytes(Varint(ref data))));
                continue;
            }

            fields.Add(((int)(tag >> 3), data[..size].ToArray()));
            data = data[size..];
        }

        return fields;
    }

    private static long Varint(ref ReadOnlySpan<byte> data)
    {
        var value = 0L;
        for (var shift = 0; ; shift += 7)
        {
            var b = data[0];
            data = data[1..];
            value |= (long)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
    }
}
