using System.Buffers.Binary;

namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>Reads the numbers and the stretches of bytes that pages are made of.</summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _left;

    public ReadOnlySpan<byte> Take(long length)
    {
        if (length < 0 || length > _left.Length)
            throw new InvalidDataException("a page ends before its values are complete.");
        return TakeAtMost(length);
    }

    /// <summary>Fewer bytes where no more are left: the last group of packed numbers may be cut short.</summary>
    public ReadOnlySpan<byte> TakeAtMost(long length)
    {
        var taken = _left[..(int)Math.Min(length, _left.Length)];
        _left = _left[taken.Length..];
        return taken;
    }

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public uint LittleEndian(int length)
    {
        var value = 0u;
        var taken = Take(length);
        for (var i = 0; i < taken.Length; i++)
            value |= (uint)taken[i] << (8 * i);
        return value;
    }

    public ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }

        throw new InvalidDataException("a page has a number of more than 64 bits.");
    }

    public long Zigzag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }
}
