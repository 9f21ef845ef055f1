using System.Buffers.Binary;
using System.Text;

namespace Emotune.Model.Onnx.Format;

/// <summary>
/// A message in Protocol Buffers' wire format: fields in the order in which they are added. Large contents are written when the message
/// is, and never lie in memory.
/// </summary>
internal sealed class ProtoMessage
{
    private readonly List<Part> _parts = [];

    private enum Wire { Varint = 0, Delimited = 2, Fixed32 = 5 }

    /// <summary>The number of bytes that the message takes.</summary>
    public long Length { get; private set; }

    public ProtoMessage Add(int field, long value)
    {
        Tag(field, Wire.Varint);
        Varint((ulong)value);
        return this;
    }

    public ProtoMessage Add(int field, float value)
    {
        Tag(field, Wire.Fixed32);
        var bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Append(bytes);
        return this;
    }

    public ProtoMessage Add(int field, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Add(field, bytes.Length, stream => stream.Write(bytes));
    }

    public ProtoMessage Add(int field, ProtoMessage message) => Add(field, message.Length, message.WriteTo);

    /// <summary>Adds bytes that are written later.</summary>
    /// <param name="length">The number of bytes that <paramref name="write"/> writes.</param>
    public ProtoMessage Add(int field, long length, Action<Stream> write)
    {
        Tag(field, Wire.Delimited);
        Varint((ulong)length);
        _parts.Add(new Part(length, write));
        Length += length;
        return this;
    }

    public void WriteTo(Stream stream)
    {
        foreach (var part in _parts)
            part.Write(stream);
    }

    private void Tag(int field, Wire wire) => Varint((ulong)field << 3 | (uint)wire);

    private void Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        Append([.. bytes]);
    }

    private void Append(byte[] bytes)
    {
        _parts.Add(new Part(bytes.Length, stream => stream.Write(bytes)));
        Length += bytes.Length;
    }

    private sealed record Part(long Length, Action<Stream> Write);
}
