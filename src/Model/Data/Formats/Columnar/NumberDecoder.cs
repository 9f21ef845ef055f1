using System.Buffers.Binary;
using System.Numerics;

namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>The values of a column of Booleans, integers or floating-point numbers; false is 0, true 1.</summary>
internal sealed class NumberDecoder<T>(SchemaNode column) : IValueDecoder<T>
    where T : struct, INumber<T>
{
    private readonly int _size = column.Type switch
    {
        PhysicalType.Int32 or PhysicalType.Float => 4,
        PhysicalType.Int64 or PhysicalType.Double => 8,
        _ => 0,
    };

    private readonly bool _isUnsigned = column.Annotation is ['U', ..];

    public T[]? Decode(PageEncoding encoding, ReadOnlySpan<byte> page, int count) => (column.Type, encoding) switch
    {
        (PhysicalType.Boolean, PageEncoding.Plain) => Booleans(page, count),
        (PhysicalType.Boolean, PageEncoding.RunLength) => RunLengthBooleans(page, count),
        (PhysicalType.Boolean, _) => null,
        (_, PageEncoding.Plain) => Plain(page, count),
        (_, PageEncoding.ByteStreamSplit) => SplitBytes(page, count),
        (PhysicalType.Int32 or PhysicalType.Int64, PageEncoding.DeltaBinaryPacked) => Differences(page, count),
        _ => null,
    };

    public void Repeat(T value) { }

    private static T[] Booleans(ReadOnlySpan<byte> page, int count)
    {
        var bits = new int[count];
        BitPacking.Unpack(page, 1, bits);
        return Array.ConvertAll(bits, T.CreateTruncating);
    }

    private static T[] RunLengthBooleans(ReadOnlySpan<byte> page, int count)
    {
        var reader = new ByteCursor(page);
        return Array.ConvertAll(HybridDecoder.Decode(reader.Take(reader.Int32()), 1, count), T.CreateTruncating);
    }

    private T[] Plain(ReadOnlySpan<byte> page, int count)
    {
        var bytes = new ByteCursor(page).Take((long)count * _size);
        var values = new T[count];
        for (var i = 0; i < count; i++)
            values[i] = One(bytes.Slice(i * _size, _size));
        return values;
    }

    /// <summary>All first bytes, then all second ones, and so on.</summary>
    private T[] SplitBytes(ReadOnlySpan<byte> page, int count)
    {
        var bytes = new ByteCursor(page).Take((long)count * _size);
        var values = new T[count];
        Span<byte> one = stackalloc byte[sizeof(long)];
        for (var i = 0; i < count; i++)
        {
            for (var part = 0; part < _size; part++)
                one[part] = bytes[part * count + i];
            values[i] = One(one);
        }

        return values;
    }

    private T[] Differences(ReadOnlySpan<byte> page, int count)
    {
        var reader = new ByteCursor(page);
        return Array.ConvertAll(DeltaDecoder.Decode(ref reader, count), v => Integer(_size == 4 ? (int)v : v));
    }

    private T One(ReadOnlySpan<byte> bytes) => column.Type switch
    {
        PhysicalType.Int32 => Integer(BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        PhysicalType.Int64 => Integer(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        PhysicalType.Float => T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        _ => T.CreateTruncating(BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
    };

    private T Integer(long value) => (_isUnsigned, _size) switch
    {
        (false, _) => T.CreateTruncating(value),
        (true, 4) => T.CreateTruncating((uint)value),
        _ => T.CreateTruncating((ulong)value),
    };
}
