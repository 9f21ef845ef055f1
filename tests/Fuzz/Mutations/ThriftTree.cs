namespace Emotune.Fuzz.Mutations;

/// <summary>A value of Thrift's compact protocol, in which Parquet describes itself.</summary>
internal sealed class ThriftTree
{
    private const int True = 1, False = 2, Byte = 3, Integers = 4, LastInteger = 6, Double = 7, Binary = 8, List = 9, Set = 10, Struct = 12;
    private const int DeepestNesting = 20;

    public int Type { get; set; }

    public ulong Number { get; set; }

    public byte[] Bytes { get; set; } = [];

    /// <summary>The fields of a structure by number, or the items of a list.</summary>
    public List<(int Field, ThriftTree Value)> Children { get; private init; } = [];

    public int ItemType { get; set; }

    public bool IsInteger => Type is >= Integers and <= LastInteger;

    public bool IsBinary => Type == Binary;

    public bool IsParent => Type is List or Set or Struct;

    /// <summary>Reads a structure.</summary>
    /// <returns>Null where the bytes are none.</returns>
    public static ThriftTree? Parse(ReadOnlySpan<byte> bytes, out int length)
    {
        var at = 0;
        length = 0;
        try
        {
            var tree = Read(bytes, ref at, Struct, DeepestNesting);
            length = at;
            return tree;
        }
        catch (Exception error) when (error is IndexOutOfRangeException or ArgumentOutOfRangeException or NotSupportedException)
        {
            return null;
        }
    }

    public ThriftTree Copy() => new()
    {
        Type = Type,
        Number = Number,
        Bytes = Bytes,
        ItemType = ItemType,
        Children = [.. Children.Select(c => (c.Field, c.Value.Copy()))],
    };

    public IEnumerable<ThriftTree> All() => Children.SelectMany(c => c.Value.All()).Prepend(this);

    public byte[] Write()
    {
        var bytes = new List<byte>();
        Write(bytes);
        return [.. bytes];
    }

    private void Write(List<byte> bytes)
    {
        switch (Type)
        {
            case Byte:
                bytes.Add((byte)Number);
                break;
            case >= Integers and <= LastInteger:
                Varint(bytes, Number);
                break;
            case Double:
                bytes.AddRange(Bytes);
                break;
            case Binary:
                Varint(bytes, (ulong)Bytes.Length);
                bytes.AddRange(Bytes);
                break;
            case List or Set:
                WriteItems(bytes);
                break;
            case Struct:
                WriteFields(bytes);
                break;
        }
    }

    private void WriteItems(List<byte> bytes)
    {
        // A number here is a count that was changed.
        var count = Number > 0 ? Number : (ulong)Children.Count;
        bytes.Add((byte)((count < 15 ? (int)count << 4 : 0xF0) | ItemType));
        if (count >= 15)
            Varint(bytes, count);
        foreach (var (_, item) in Children)
            item.Write(bytes);
    }

    private void WriteFields(List<byte> bytes)
    {
        var before = 0;
        foreach (var (field, value) in Children)
        {
            var step = field - before;
            bytes.Add((byte)((step is > 0 and < 16 ? step << 4 : 0) | value.Type));
            if (step is <= 0 or >= 16)
                Varint(bytes, (ulong)((field << 1) ^ (field >> 31)));
            value.Write(bytes);
            before = field;
        }

        bytes.Add(0);
    }

    private static ThriftTree Read(ReadOnlySpan<byte> bytes, ref int at, int type, int depth)
    {
        var tree = new ThriftTree { Type = type };
        switch (type)
        {
            case True or False:
                break;
            case Byte:
                tree.Number = bytes[at++];
                break;
            case >= Integers and <= LastInteger:
                tree.Number = Varint(bytes, ref at);
                break;
            case Double:
                tree.Bytes = Take(bytes, ref at, sizeof(double));
                break;
            case Binary:
                tree.Bytes = Take(bytes, ref at, Varint(bytes, ref at));
                break;
            case List or Set when depth > 0:
                var header = bytes[at++];
                tree.ItemType = header & 15;
                for (var left = header >> 4 == 15 ? Varint(bytes, ref at) : (ulong)header >> 4; left > 0; left--)
                    tree.Children.Add((0, Read(bytes, ref at, tree.ItemType is True or False ? Byte : tree.ItemType, depth - 1)));
                break;
            case Struct when depth > 0:
                ReadFields(tree, bytes, ref at, depth);
                break;
            default:
                throw new NotSupportedException();
        }

        return tree;
    }

    private static void ReadFields(ThriftTree tree, ReadOnlySpan<byte> bytes, ref int at, int depth)
    {
        for (var field = 0; bytes[at++] is not 0 and var header;)
        {
            var number = header >> 4 == 0 ? Varint(bytes, ref at) : 0;
            field = header >> 4 == 0 ? (int)(number >> 1) ^ -(int)(number & 1) : field + (header >> 4);
            tree.Children.Add((field, Read(bytes, ref at, header & 15, depth - 1)));
        }
    }

    private static byte[] Take(ReadOnlySpan<byte> bytes, ref int at, ulong length)
    {
        if (length > (ulong)(bytes.Length - at))
            throw new NotSupportedException();
        at += (int)length;
        return bytes.Slice(at - (int)length, (int)length).ToArray();
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                break;
        }

        return value;
    }

    private static void Varint(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }
}
