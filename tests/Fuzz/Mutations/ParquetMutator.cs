using System.Buffers.Binary;
using System.Text;

namespace Emotune.Fuzz.Mutations;

/// <summary>Changes what a Parquet file says of itself, what a page's header says, or a page's bytes.</summary>
internal sealed class ParquetMutator : Mutator
{
    // "PAR1" at both ends, and the footer's length before the last.
    private const int MagicLength = 4, TailLength = 8;

    private static readonly long[] Numbers =
    [
        0, 1, -1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 127, 128, 1000, 65536, 1_000_000, 100_000_000, int.MaxValue, int.MinValue, 1L << 32,
        1L << 40,
        long.MaxValue, long.MinValue,
    ];

    private static readonly string[] Names =
        ["", "text", "labels", "element", "list", "array", "bag", "\0", "a.b", "id", "input_ids", "label:a"];

    public override byte[]? Apply(byte[] file, FuzzRandom random)
    {
        // A footer that has grown so far grows no further.
        if (file.Length is < MagicLength + TailLength or > LargestFile / 4)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - TailLength));
        var start = file.Length - TailLength - length;
        if (length < 0 || start < MagicLength || ThriftTree.Parse(file.AsSpan(start, length), out _) is not { } footer)
            return null;
        var pages = file[..start];
        switch (random.Below(5))
        {
            case 0:
                return Written(ByteFlipped(pages, random), footer);
            case 1 or 2:
                return Written(WithPageHeader(pages, footer, random), footer);
            default:
                Change(footer, random);
                return Written(pages, footer);
        }
    }

    private static byte[] Written(byte[] pages, ThriftTree footer)
    {
        var bytes = footer.Write();
        var tail = new byte[TailLength];
        BinaryPrimitives.WriteInt32LittleEndian(tail, bytes.Length);
        "PAR1"u8.CopyTo(tail.AsSpan(sizeof(int)));
        return [.. pages, .. bytes, .. tail];
    }

    private static byte[] ByteFlipped(byte[] pages, FuzzRandom random)
    {
        byte[] changed = [.. pages];
        for (var left = random.Few(1, 8); left > 0; left--)
            changed[random.Below(changed.Length)] = (byte)random.Below(256);
        return changed;
    }

    /// <summary>The header of one of the pages, which follow each other; offsets behind it are wrong where its length is another.</summary>
    private static byte[] WithPageHeader(byte[] pages, ThriftTree footer, FuzzRandom random)
    {
        // Every number in the footer may be a page's offset; most are not, and then what stands there is no header.
        var places = footer.All().Where(n => n.IsInteger).Select(n => (long)(n.Number >> 1))
            .Where(n => n >= MagicLength && n < pages.Length).Append(MagicLength).Distinct().ToArray();
        var at = (int)random.Of(places);
        if (at >= pages.Length || ThriftTree.Parse(pages.AsSpan(at), out var length) is not { } header)
            return ByteFlipped(pages, random);
        Change(header, random);
        return [.. pages[..at], .. header.Write(), .. pages[(at + length)..]];
    }

    private static void Change(ThriftTree root, FuzzRandom random)
    {
        ThriftTree[] nodes = [.. root.All()];
        var node = random.Of(nodes);
        if (node.IsParent && node.Children.Count > 0 && random.Once(2))
        {
            ChangeChildren(node, nodes, random);
            return;
        }

        var numbers = nodes.Where(n => n.IsInteger).ToArray();
        if (node.IsBinary)
        {
            node.Bytes = random.Once(2) ? Encoding.UTF8.GetBytes(random.Of(Names)) : ByteFlipped([.. node.Bytes, 0], random);
        }
        else if (numbers.Length > 0)
        {
            var number = random.Of(numbers);
            var value = random.Once(3) ? (long)(random.Of(numbers).Number >> 1)
                : random.Once(3) ? (long)(number.Number >> 1) + random.Below(5) - 2 : random.Of(Numbers);
            number.Number = (ulong)((value << 1) ^ (value >> 63));
        }
    }

    private static void ChangeChildren(ThriftTree node, ThriftTree[] nodes, FuzzRandom random)
    {
        var at = random.Below(node.Children.Count);
        var (field, value) = node.Children[at];
        switch (random.Below(7))
        {
            case 0:
                node.Children.RemoveAt(at);
                break;
            case 1:
                node.Children.InsertRange(at, Enumerable.Repeat(node.Children[at], random.Few(1, 200)));
                break;
            case 2:
                node.Children[at] = (field, random.Of(nodes).Copy());
                break;
            case 3:
                node.Children[at] = (random.Below(20), value);
                break;
            case 4:
                var other = random.Below(node.Children.Count);
                (node.Children[at], node.Children[other]) = (node.Children[other], node.Children[at]);
                break;
            case 5:
                node.Number = (ulong)random.Of([1, 14, 15, 1000, 1_000_000, int.MaxValue]);
                break;
            default:
                value.Type = 1 + random.Below(12);
                break;
        }
    }
}
