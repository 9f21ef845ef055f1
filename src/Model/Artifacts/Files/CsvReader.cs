using System.Buffers;
using System.Text;

namespace Emotune.Model.Artifacts.Files;

/// <summary>Takes a text apart as RFC 4180 has it: fields may be quoted, and then hold commas, line ends and doubled quotes.</summary>
/// <param name="text">Valid UTF-8, which may be larger than a string can be.</param>
/// <param name="report">Told of each fault, its line first; where it returns, the reader goes on as far as the text allows.</param>
internal sealed class CsvReader(ReadOnlyMemory<byte> text, Action<int, string> report)
{
    private const byte Delimiter = (byte)',', Quote = (byte)'"', CarriageReturn = (byte)'\r', LineFeed = (byte)'\n';

    private readonly ArrayBufferWriter<byte> _field = new();
    private int _at;
    private int _line = 1;

    /// <summary>
    /// The next row; null at the end of the text, or after a quotation that does not end. An empty line is a row of one empty field.
    /// </summary>
    public CsvRow? Next()
    {
        if (_at >= text.Length)
            return null;
        var startLine = _line;
        var fields = new List<string>();
        do
        {
            _field.ResetWrittenCount();
            if (!ReadField())
                return null;
            fields.Add(Encoding.UTF8.GetString(_field.WrittenSpan));
        }
        while (Skip(Delimiter));

        Skip(CarriageReturn);
        if (Skip(LineFeed))
            _line++;
        return new CsvRow(startLine, [.. fields]);
    }

    private bool ReadField()
    {
        var quoted = Skip(Quote);
        if (quoted && !ReadQuoted())
            return false;
        var rest = text.Span.Slice(_at, LengthOfBareText());
        if (quoted && rest.Length > 0)
            report(_line, "text follows the closing quotation mark of a field");
        if (!quoted && rest.Contains(Quote))
            report(_line, "a field that holds a quotation mark is not quoted as a whole");
        _field.Write(rest);
        _at += rest.Length;
        return true;
    }

    private bool ReadQuoted()
    {
        var openedOn = _line;
        while (text.Span[_at..].IndexOf(Quote) is >= 0 and var length)
        {
            // Of a doubled quotation mark, the first belongs to the field.
            var isDoubled = _at + length + 1 < text.Length && text.Span[_at + length + 1] == Quote;
            var part = text.Span.Slice(_at, isDoubled ? length + 1 : length);
            _field.Write(part);
            _line += part.Count(LineFeed);
            _at += length + (isDoubled ? 2 : 1);
            if (!isDoubled)
                return true;
        }

        report(openedOn, "a quoted field is not closed");
        return false;
    }

    /// <summary>The bytes to the next delimiter or line end; a carriage return alone is neither.</summary>
    private int LengthOfBareText()
    {
        var rest = text.Span[_at..];
        for (var at = 0; ; at++)
        {
            var next = rest[at..].IndexOfAny(Delimiter, LineFeed, CarriageReturn);
            if (next < 0)
                return rest.Length;
            at += next;
            if (rest[at] != CarriageReturn || at + 1 == rest.Length || rest[at + 1] == LineFeed)
                return at;
        }
    }

    private bool Skip(byte c)
    {
        if (_at >= text.Length || text.Span[_at] != c)
            return false;
        _at++;
        return true;
    }
}
