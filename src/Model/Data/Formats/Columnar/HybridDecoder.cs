namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>Parquet's mixture of runs of one number and of numbers of a few bits packed together.</summary>
internal static class HybridDecoder
{
    private const int NumbersInGroup = 8;

    /// <summary>So many numbers of <paramref name="width"/> bits.</summary>
    /// <exception cref="InvalidDataException">The bytes hold fewer.</exception>
    public static int[] Decode(ReadOnlySpan<byte> bytes, int width, int count)
    {
        if (width is < 0 or > 32)
            throw new InvalidDataException($"its numbers have {width} bits.");
        var numbers = new int[count];
        var reader = new ByteCursor(bytes);
        for (var filled = 0; filled < count;)
        {
            var header = reader.Varint();
            var size = (long)Math.Min(header >> 1, int.MaxValue);
            if (size == 0)
                throw new InvalidDataException("a run of no numbers stands among the values.");
            var packed = (header & 1) != 0;
            var taken = (int)Math.Min(packed ? size * NumbersInGroup : size, count - filled);
            if (packed)
                BitPacking.Unpack(reader.TakeAtMost(size * width), width, numbers.AsSpan(filled, taken));
            else
                numbers.AsSpan(filled, taken).Fill((int)reader.LittleEndian((width + 7) / 8));
            filled += taken;
        }

        return numbers;
    }
}
