using System.Text;

namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>The types of Thrift's compact protocol, in its own numbers.</summary>
internal enum ThriftType : byte
{
    Stop, True, False, Byte, Int16, Int32, Int64, Double, Binary, List, Set, Map, Struct,
}

/// <summary>
/// Reads Thrift's compact protocol, in which Parquet writes its footer and its page headers. Nothing is allocated by a number that the
/// bytes do not bear out.
/// </summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    // Parquet's own structures nest six deep.
    private const int DeepestNesting = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The number of bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>The next field of a structure; false at its end.</summary>
    /// <param name="field">The number of the field before, zero at the start.</param>
    public bool Next(ref int field, out ThriftType type)
    {
        var header = Byte();
        type = (ThriftType)(header & 15);
        if (type == ThriftType.Stop)
            return false;
        field = header >> 4 == 0 ? Int32() : field + (header >> 4);
        return true;
    }

    public long Integer()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int Int32() => Integer() is >= int.MinValue and <= int.MaxValue and var value
        ? (int)value
        : throw new InvalidDataException("it has a number of more than 32 bits where one of 32 belongs.");

    public string Text() => Encoding.UTF8.GetString(Binary());

    /// <summary>The number of a list's items, which is at most the number of bytes left.</summary>
    public int List(out ThriftType item)
    {
        var header = Byte();
        item = (ThriftType)(header & 15);
        return header >> 4 == 15 ? Length() : header >> 4;
    }

    public void Skip(ThriftType type) => Skip(type, DeepestNesting);

    private void Skip(ThriftType type, int depth)
    {
        if (depth == 0)
            throw new InvalidDataException("its structures are nested too deep.");
        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                break;
            case ThriftType.Byte:
                Byte();
                break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64:
                Varint();
                break;
            case ThriftType.Double:
                Take(sizeof(double));
                break;
            case ThriftType.Binary:
                Binary();
                break;
            case ThriftType.List or ThriftType.Set:
                var count = List(out var item);
                for (var i = 0; i < count; i++)
                    SkipItem(item, depth);
                break;
            case ThriftType.Map:
                SkipMap(depth);
                break;
            case ThriftType.Struct:
                for (var field = 0; Next(ref field, out var inner);)
                    Skip(inner, depth - 1);
                break;
            default:
                throw new InvalidDataException($"it has a Thrift value of the unknown type {(int)type}.");
        }
    }

    // Outside of a structure a Boolean is a byte of its own.
    private void SkipItem(ThriftType item, int depth) =>
        Skip(item is ThriftType.True or ThriftType.False ? ThriftType.Byte : item, depth - 1);

    private void SkipMap(int depth)
    {
        var count = Length();
        if (count == 0)
            return;
        var types = Byte();
        for (var i = 0; i < count; i++)
        {
            SkipItem((ThriftType)(types >> 4), depth);
            SkipItem((ThriftType)(types & 15), depth);
        }
    }

    private ReadOnlySpan<byte> Binary() => Take(Length());

    private int Length()
    {
        var length = Varint();
        return length <= (ulong)(_bytes.Length - Position) ? (int)length : throw Ended();
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }

        throw new InvalidDataException("it has a number of more than 64 bits.");
    }

    private byte Byte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _bytes.Length - Position)
            throw Ended();
        Position += length;
        return _bytes.Slice(Position - length, length);
    }

    private static InvalidDataException Ended() => new("a structure of its own description ends before it is complete.");
}
