using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using Emotune.Diagnostics;

namespace Emotune.Model.Data.Formats.Decoding;

/// <summary>Turns UTF-16 of either byte order into UTF-8.</summary>
internal sealed class Utf16Decoder(bool isBigEndian) : IByteDecoder
{
    private const int LongestOfUnit = 3;

    public Decoded Decode(ReadOnlySpan<byte> bytes, bool isLast, IBufferWriter<byte> utf8)
    {
        var units = new ushort[bytes.Length / sizeof(ushort)];
        bytes[..(units.Length * sizeof(ushort))].CopyTo(MemoryMarshal.AsBytes(units.AsSpan()));
        if (isBigEndian == BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(units, units);
        var text = utf8.GetSpan(units.Length * LongestOfUnit + 1);
        var status = Utf8.FromUtf16(
            MemoryMarshal.Cast<ushort, char>(units), text, out var read, out var written, replaceInvalidSequences: false,
            isFinalBlock: isLast);
        utf8.Advance(written);
        var length = read * sizeof(ushort);
        return new Decoded(length, status == OperationStatus.InvalidData || (isLast && length < bytes.Length));
    }

    public TextFaultException Fault(ReadOnlySpan<byte> bytes, Func<Predicate<byte>, bool> rest) => new(
        Problems.NotUtf16,
        bytes.Length < sizeof(ushort) ? "the last character has one byte of two" : "half of a surrogate pair stands alone");
}
