using System.Buffers.Binary;
using System.Text;

namespace Emotune.Model.Tests.Data;

/// <summary>A column or group as it stands in a handmade file's schema; a group is followed by its children.</summary>
/// <param name="Repetition">0 required, 1 optional, 2 repeated.</param>
/// <param name="Type">Parquet's number: 0 Boolean, 1 int32, 6 binary; null for a group.</param>
/// <param name="Converted">Parquet's number: 0 text, 1 map, 3 list.</param>
internal sealed record HandmadeNode(string Name, int Repetition, int? Type = null, int Children = 0, int? Converted = null);

/// <summary>A column's one page, of version 1, without compression.</summary>
/// <param name="Levels">Of each kind that the column has, repetition before definition: a level an entry, of so many bits.</param>
/// <param name="Values">As plain encoding has them.</param>
internal sealed record HandmadeColumn(int Entries, byte[] Values, params (int Bits, int[] Levels)[] Levels)
{
    /// <summary>How the page's header says that the definition levels are written, in Parquet's numbers.</summary>
    public int DefinitionEncoding { get; init; } = 3;

    /// <summary>How the page's header says that the repetition levels are written, in Parquet's numbers.</summary>
    public int RepetitionEncoding { get; init; } = 3;

    public static byte[] Texts(params string[] texts) =>
        [.. texts.Select(Encoding.UTF8.GetBytes).SelectMany(t => Int32(t.Length).Concat(t))];

    public static byte[] Int32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    public byte[] Page() => [
        .. Levels.SelectMany(l =>
        {
            // Each level a run of one.
            byte[] runs = [.. l.Levels.SelectMany(level => new byte[] { 2, (byte)level })];
            return Int32(runs.Length).Concat(runs);
        }),
        .. Values,
    ];
}

/// <summary>Writes Parquet byte by byte: what no writer at hand writes, and what none would.</summary>
internal static class HandmadeParquet
{
    public static byte[] Write(long rows, IReadOnlyList<HandmadeNode> schema, IReadOnlyList<HandmadeColumn> columns, int pageClaims = 0)
    {
        var file = new List<byte>(Encoding.ASCII.GetBytes("PAR1"));
        var offsets = new List<(long At, int Length)>();
        foreach (var column in columns)
        {
            var page = column.Page();
            var header = new ThriftWriter()
                .Integer(1, 0).Integer(2, page.Length + pageClaims).Integer(3, page.Length)
                .Struct(5, data => data
                    .Integer(1, column.Entries).Integer(2, 0).Integer(3, column.DefinitionEncoding).Integer(4, column.RepetitionEncoding))
                .End();
            offsets.Add((file.Count, header.Length + page.Length));
            file.AddRange(header);
            file.AddRange(page);
        }

        var footer = new ThriftWriter().Integer(1, 1)
            .List(2, [new HandmadeNode("root", 0, Children: TopLevel(schema)), .. schema], Node)
            .Integer(3, rows, wide: true)
            .List(4, [0], (group, _) => group
                .List(1, columns.Zip(offsets), (chunk, c) => chunk
                    .Integer(2, c.Second.At, wide: true)
                    .Struct(3, m => m.Integer(4, 0).Integer(5, c.First.Entries, wide: true).Integer(7, c.Second.Length, wide: true)
                        .Integer(9, c.Second.At, wide: true)))
                .Integer(3, rows, wide: true))
            .End();
        return [.. file, .. footer, .. HandmadeColumn.Int32(footer.Length), .. "PAR1"u8];
    }

    private static int TopLevel(IReadOnlyList<HandmadeNode> schema) => schema.Count - schema.Sum(n => n.Children);

    private static ThriftWriter Node(ThriftWriter writer, HandmadeNode node)
    {
        if (node.Type is { } type)
            writer.Integer(1, type);
        writer.Integer(3, node.Repetition).Text(4, node.Name);
        if (node.Children > 0)
            writer.Integer(5, node.Children);
        return node.Converted is { } converted ? writer.Integer(6, converted) : writer;
    }
}

/// <summary>Thrift's compact protocol, as much as handmade files need.</summary>
internal sealed class ThriftWriter
{
    private readonly List<byte> _bytes = [];
    private int _field;

    public ThriftWriter Integer(int field, long value, bool wide = false)
    {
        Header(field, wide ? 6 : 5);
        Varint((ulong)((value << 1) ^ (value >> 63)));
        return this;
    }

    public ThriftWriter Text(int field, string text)
    {
        Header(field, 8);
        Varint((ulong)Encoding.UTF8.GetByteCount(text));
        _bytes.AddRange(Encoding.UTF8.GetBytes(text));
        return this;
    }

    public ThriftWriter Struct(int field, Func<ThriftWriter, ThriftWriter> write)
    {
        Header(field, 12);
        _bytes.AddRange(write(new ThriftWriter()).End());
        return this;
    }

    public ThriftWriter List<T>(int field, IEnumerable<T> items, Func<ThriftWriter, T, ThriftWriter> write)
    {
        var all = items.ToList();
        Header(field, 9);
        _bytes.Add(0xFC);
        Varint((ulong)all.Count);
        foreach (var item in all)
            _bytes.AddRange(write(new ThriftWriter(), item).End());
        return this;
    }

    public byte[] End() => [.. _bytes, 0];

    private void Header(int field, int type)
    {
        _bytes.Add((byte)((field - _field) << 4 | type));
        _field = field;
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}
