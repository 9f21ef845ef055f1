using System.Text;
using System.Text.Unicode;

namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>The values of a column of text.</summary>
internal sealed class TextDecoder(ReadBudget budget) : IValueDecoder<string>
{
    public string[]? Decode(PageEncoding encoding, ReadOnlySpan<byte> page, int count) => encoding switch
    {
        PageEncoding.Plain => Plain(page, count),
        PageEncoding.DeltaLengthByteArray => Lengths(page, count),
        PageEncoding.DeltaByteArray => Prefixes(page, count),
        _ => null,
    };

    // A dictionary's text may stand in every row: it is counted for each.
    public void Repeat(string value) => budget.Take(sizeof(char) * (long)value.Length);

    private static string[] Plain(ReadOnlySpan<byte> page, int count)
    {
        var reader = new ByteCursor(page);
        var values = new string[count];
        for (var i = 0; i < count; i++)
            values[i] = Text(reader.Take(reader.Int32()));
        return values;
    }

    private static string[] Lengths(ReadOnlySpan<byte> page, int count)
    {
        var reader = new ByteCursor(page);
        var lengths = DeltaDecoder.Decode(ref reader, count);
        var values = new string[count];
        for (var i = 0; i < count; i++)
            values[i] = Text(reader.Take(lengths[i]));
        return values;
    }

    /// <summary>Each value is the start of the one before, so many bytes of it, and an end of its own.</summary>
    private string[] Prefixes(ReadOnlySpan<byte> page, int count)
    {
        var reader = new ByteCursor(page);
        var prefixes = DeltaDecoder.Decode(ref reader, count);
        var lengths = DeltaDecoder.Decode(ref reader, count);
        var values = new string[count];
        byte[] value = [];
        for (var i = 0; i < count; i++)
        {
            if (prefixes[i] < 0 || prefixes[i] > value.Length)
                throw new InvalidDataException("a text begins with more of the one before than that has.");
            budget.Take(sizeof(char) * prefixes[i]);
            value = [.. value.AsSpan(0, (int)prefixes[i]), .. reader.Take(lengths[i])];
            values[i] = Text(value);
        }

        return values;
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes)
        ? Encoding.UTF8.GetString(bytes)
        : throw new InvalidDataException("it has a text that is not UTF-8.");
}
