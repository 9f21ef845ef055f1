namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>Numbers of a few bits each, packed from each byte's lowest bit on.</summary>
internal static class BitPacking
{
    /// <exception cref="InvalidDataException">The bytes hold fewer numbers than are wanted.</exception>
    public static void Unpack(ReadOnlySpan<byte> bytes, int width, Span<int> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = (int)At(bytes, (long)i * width, width);
    }

    /// <inheritdoc cref="Unpack(ReadOnlySpan{byte}, int, Span{int})"/>
    public static void Unpack(ReadOnlySpan<byte> bytes, int width, Span<long> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = (long)At(bytes, (long)i * width, width);
    }

    private static ulong At(ReadOnlySpan<byte> bytes, long bit, int width)
    {
        var value = 0UL;
        for (var read = 0; read < width;)
        {
            var at = (bit + read) / 8;
            if (at >= bytes.Length)
                throw new InvalidDataException("its packed numbers end before they are complete.");
            var offset = (int)((bit + read) % 8);
            value |= (ulong)(bytes[(int)at] >> offset) << read;
            read += 8 - offset;
        }

        return width == 64 ? value : value & ((1UL << width) - 1);
    }
}
