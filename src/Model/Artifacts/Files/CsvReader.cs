using System.Text;

namespace Emotune.Model.Artifacts.Files;

/// <summary>Takes a text apart as RFC 4180 has it: fields may be quoted, and then hold commas, line ends and doubled quotes.</summary>
/// <param name="report">Told of each fault, its line first; where it returns, the reader goes on as far as the text allows.</param>
internal sealed class CsvReader(string text, Action<int, string> report)
{
    private const char Delimiter = ',';

    private readonly StringBuilder _field = new();
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
            _field.Clear();
            if (!ReadField())
                return null;
            fields.Add(_field.ToString());
        }
        while (Skip(Delimiter));

        Skip('\r');
        if (Skip('\n'))
            _line++;
        return new CsvRow(startLine, [.. fields]);
    }

    private bool ReadField()
    {
        var quoted = Skip('"');
        if (quoted && !ReadQuoted())
            return false;
        if (quoted && !AtFieldEnd())
            report(_line, "text follows the closing quotation mark of a field");
        var start = _at;
        while (!AtFieldEnd())
            _at++;
        _field.Append(text, start, _at - start);
        if (!quoted && text.AsSpan(start, _at - start).Contains('"'))
            report(_line, "a field that holds a quotation mark is not quoted as a whole");
        return true;
    }

    private bool ReadQuoted()
    {
        var openedOn = _line;
        while (_at < text.Length)
        {
            var c = text[_at++];
            if (c == '"' && !Skip('"'))
                return true;
            if (c == '\n')
                _line++;
            _field.Append(c);
        }

        report(openedOn, "a quoted field is not closed");
        return false;
    }

    private bool AtFieldEnd() =>
        _at >= text.Length || text[_at] == Delimiter || text[_at] == '\n'
        || (text[_at] == '\r' && (_at + 1 == text.Length || text[_at + 1] == '\n'));

    private bool Skip(char c)
    {
        if (_at >= text.Length || text[_at] != c)
            return false;
        _at++;
        return true;
    }
}
