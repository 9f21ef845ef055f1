using System.Buffers.Binary;
using System.Numerics;

namespace Emotune.Pipeline.Reporting.TensorBoard;

/// <summary>CRC-32C (RFC 3720, appendix B.4), and the form of it that stands in files of records.</summary>
internal static class MaskedChecksum
{
    private const uint Mask = 0xa282ead8;

    /// <summary>
    /// The checksum turned by 15 bits plus a constant: data that hold checksums of their own would otherwise have checksums of little
    /// worth.
    /// </summary>
    public static uint Of(ReadOnlySpan<byte> data) => BitOperations.RotateRight(Plain(data), 15) + Mask;

    /// <summary>The checksum itself.</summary>
    public static uint Plain(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (var b in data)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
