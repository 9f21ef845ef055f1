using System.Buffers.Binary;
using System.Text;

namespace Emotune.Model.Tests.Tokenization;

/// <summary>Model files of SentencePiece and precompiled character maps, small enough to write by hand.</summary>
internal static class SentencePieceFiles
{
    public const int Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unigram = 1, Bpe = 2;

    private const int BlockUnits = 256;

    /// <summary>A model as SentencePiece writes it.</summary>
    public static byte[] Model(
        IEnumerable<(string Text, float Score, int Type)> pieces, byte[]? map = null, int kind = Unigram, bool bytes = false,
        int unknown = 0)
    {
        var model = new List<byte>();
        foreach (var (text, score, type) in pieces)
        {
            var piece = new List<byte>();
            Add(piece, 1, Encoding.UTF8.GetBytes(text));
            piece.AddRange([2 << 3 | 5, .. BitConverter.GetBytes(score)]);
            Add(piece, 3, (uint)type);
            Add(model, 1, [.. piece]);
        }

        var trainer = new List<byte>();
        Add(trainer, 3, (uint)kind);
        Add(trainer, 35, bytes ? 1u : 0);
        Add(trainer, 40, (uint)unknown);
        Add(model, 2, [.. trainer]);
        var normalizer = new List<byte>();
        Add(normalizer, 1, "nmt_nfkc"u8.ToArray());
        if (map is not null)
            Add(normalizer, 2, map);
        Add(model, 3, [.. normalizer]);
        return [.. model];
    }

    /// <summary>The pieces with XLM-R's three special ones before them.</summary>
    public static IEnumerable<(string Text, float Score, int Type)> Fairseq(params (string Text, float Score)[] pieces) =>
    [
        ("<unk>", 0, Unknown), ("<s>", 0, Control), ("</s>", 0, Control),
        .. pieces.Select(piece => (piece.Text, piece.Score, Normal)),
    ];

    /// <summary>The pieces with DeBERTa's four special ones before them.</summary>
    public static IEnumerable<(string Text, float Score, int Type)> Deberta(params (string Text, float Score)[] pieces) =>
    [
        ("[PAD]", 0, Control), ("[CLS]", 0, Control), ("[SEP]", 0, Control), ("[UNK]", 0, Unknown),
        .. pieces.Select(piece => (piece.Text, piece.Score, Normal)),
    ];

    /// <summary>A character map.</summary>
    public static byte[] Map(params (string From, string To)[] entries)
    {
        var replacements = new List<byte>();
        var units = new List<uint>();
        NewBlock();
        var root = NewBlock();
        units[0] = Unit(0, 0, root, false);
        foreach (var (from, to) in entries)
        {
            var (node, at) = (root, 0);
            foreach (var label in Encoding.UTF8.GetBytes(from))
            {
                at = node + label;
                if (units[at] == 0)
                    units[at] = Unit(at, label, NewBlock(), false);
                node = at ^ (int)(units[at] >> 10);
            }

            units[at] |= 1u << 8;
            units[node] = (uint)replacements.Count | 1u << 31;
            replacements.AddRange([.. Encoding.UTF8.GetBytes(to), 0]);
        }

        return Map([.. units], [.. replacements]);

        int NewBlock()
        {
            units.AddRange(new uint[BlockUnits]);
            return units.Count - BlockUnits;
        }
    }

    /// <summary>A character map of units of its own.</summary>
    public static byte[] Map(uint[] units, byte[] replacements)
    {
        var bytes = new byte[(units.Length + 1) * sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)units.Length * sizeof(uint));
        for (var index = 0; index < units.Length; index++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((index + 1) * sizeof(uint)), units[index]);
        return [.. bytes, .. replacements];
    }

    /// <summary>The unit at a place that is led to by a label, and leads to a node.</summary>
    public static uint Unit(int at, int label, int node, bool hasValue) =>
        (uint)(at ^ node) << 10 | (hasValue ? 1u << 8 : 0) | (uint)label;

    private static void Add(List<byte> message, int field, byte[] content)
    {
        AddVarint(message, (uint)field << 3 | 2);
        AddVarint(message, (uint)content.Length);
        message.AddRange(content);
    }

    private static void Add(List<byte> message, int field, uint number)
    {
        AddVarint(message, (uint)field << 3);
        AddVarint(message, number);
    }

    private static void AddVarint(List<byte> message, uint value)
    {
        for (; value >= 0x80; value >>= 7)
            message.Add((byte)(value | 0x80));
        message.Add((byte)value);
    }
}
