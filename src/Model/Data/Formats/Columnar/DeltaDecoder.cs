namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>Numbers written as differences from the one before, in blocks of packed bits.</summary>
internal static class DeltaDecoder
{
    private const int LargestBlock = 1 << 20;

    /// <summary>So many numbers; <paramref name="reader"/> then stands behind them.</summary>
    /// <exception cref="InvalidDataException">The bytes hold another number of them.</exception>
    public static long[] Decode(ref ByteCursor reader, int count)
    {
        var blockSize = reader.Varint();
        var stretches = reader.Varint();
        var total = reader.Varint();
        var value = reader.Zigzag();
        if (blockSize is 0 or > LargestBlock || stretches == 0 || blockSize % stretches != 0 || total != (ulong)count)
            throw new InvalidDataException("a page of differences has a header that does not fit it.");

        var numbers = new long[count];
        var stretchLength = (int)(blockSize / stretches);
        var stretch = new long[Math.Min(stretchLength, count)];
        if (count > 0)
            numbers[0] = value;
        for (var filled = 1; filled < count;)
        {
            var least = reader.Zigzag();
            var widths = reader.Take((long)stretches);
            for (var s = 0; s < widths.Length && filled < count; s++)
            {
                var taken = Math.Min(stretchLength, count - filled);
                if (widths[s] > 64)
                    throw new InvalidDataException($"its numbers have {widths[s]} bits.");
                BitPacking.Unpack(reader.TakeAtMost(((long)stretchLength * widths[s] + 7) / 8), widths[s], stretch.AsSpan(0, taken));
                for (var i = 0; i < taken; i++)
                    numbers[filled++] = value = unchecked(value + least + stretch[i]);
            }
        }

        return numbers;
    }
}
