using System.Buffers;
using System.Text;

namespace Emotune.Files;

/// <summary>Takes a text apart as RFC 4180 has it: fields may be quoted, and then hold commas, line ends and doubled quotes.</summary>
/// <param name="text">Valid UTF-8, of any length.</param>
/// <param name="report">Told of each fault, its line first; where it returns, the reader goes on as far as the text allows.</param>
internal sealed class CsvReader(ByteWindow text, Action<int, string> report)
{
    private const byte Delimiter = (byte)',', Quote = (byte)'"', CarriageReturn = (byte)'\r', LineFeed = (byte)'\n';

    private readonly ArrayBufferWriter<byte> _field = new();
    private readonly List<string> _fields = [];
    private readonly List<(int Line, string Fault)> _faults = [];
    private int _at;
    private int _line = 1;

    /// <summary>The line that the next row begins with, from one.</summary>
    public int Line => _line;

    /// <summary>
    /// The next row; null at the end of the text, or after a quotation that does not end. An empty line is a row of one empty field.
    /// </summary>
    public CsvRow? Next()
    {
        var startLine = _line;
        while (true)
        {
            (_at, _line) = (0, startLine);
            _fields.Clear();
            _faults.Clear();
            var isWhole = !text.Bytes.IsEmpty && ReadRow(text.Bytes);
            // What seems to end with the window may go on behind it.
            if (_at == text.Bytes.Length && !text.IsLast)
            {
                _line = startLine;
                text.Extend();
                continue;
            }

            foreach (var (line, fault) in _faults)
                report(line, fault);
            text.Pass(isWhole ? _at : text.Bytes.Length);
            return isWhole ? new CsvRow(startLine, [.. _fields]) : null;
        }
    }

    /// <summary>False, at the end of the text, where a quotation does not end.</summary>
    private bool ReadRow(ReadOnlySpan<byte> text)
    {
        do
        {
            _field.ResetWrittenCount();
            if (!ReadField(text))
                return false;
            _fields.Add(Encoding.UTF8.GetString(_field.WrittenSpan));
        }
        while (Skip(text, Delimiter));

        Skip(text, CarriageReturn);
        if (Skip(text, LineFeed))
            _line++;
        return true;
    }

    private bool ReadField(ReadOnlySpan<byte> text)
    {
        var quoted = Skip(text, Quote);
        if (quoted && !ReadQuoted(text))
            return false;
        var rest = text.Slice(_at, LengthOfBareText(text[_at..]));
        if (quoted && rest.Length > 0)
            _faults.Add((_line, "text follows the closing quotation mark of a field"));
        if (!quoted && rest.Contains(Quote))
            _faults.Add((_line, "a field that holds a quotation mark is not quoted as a whole"));
        _field.Write(rest);
        _at += rest.Length;
        return true;
    }

    private bool ReadQuoted(ReadOnlySpan<byte> text)
    {
        var openedOn = _line;
        while (text[_at..].IndexOf(Quote) is >= 0 and var length)
        {
            // Of a doubled quotation mark, the first belongs to the field.
            var isDoubled = _at + length + 1 < text.Length && text[_at + length + 1] == Quote;
            var part = text.Slice(_at, isDoubled ? length + 1 : length);
            _field.Write(part);
            _line += part.Count(LineFeed);
            _at += length + (isDoubled ? 2 : 1);
            if (!isDoubled)
                return true;
        }

        _at = text.Length;
        _faults.Add((openedOn, "a quoted field is not closed"));
        return false;
    }

    /// <summary>The bytes to the next delimiter or line end; a carriage return alone is neither.</summary>
    private static int LengthOfBareText(ReadOnlySpan<byte> rest)
    {
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

    private bool Skip(ReadOnlySpan<byte> text, byte c)
    {
        if (_at >= text.Length || text[_at] != c)
            return false;
        _at++;
        return true;
    }
}
