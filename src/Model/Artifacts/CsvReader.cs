using System.Text;

namespace Emotune.Model.Artifacts;

/// <summary>One pass over a text's characters, a row at a time; empty lines are passed over.</summary>
internal sealed class CsvReader(string text, string file, char separator)
{
    private int _at;
    private int _line = 1;
    private int _lineStart;

    public CsvRow? Next()
    {
        while (_at < text.Length && AtLineEnd())
            SkipLineEnd();
        if (_at == text.Length)
            return null;

        var line = _line;
        List<string> fields = [Field()];
        while (_at < text.Length && text[_at] == separator)
        {
            _at++;
            fields.Add(Field());
        }

        if (_at < text.Length)
            SkipLineEnd();
        return new CsvRow(line, [.. fields]);
    }

    private string Field()
    {
        if (_at < text.Length && text[_at] == '"')
            return QuotedField();
        var start = _at;
        while (_at < text.Length && text[_at] != separator && !AtLineEnd())
        {
            if (text[_at] == '"')
                throw Error(Diagnostics.CsvQuoteMisplaced, _line, _at);
            _at++;
        }

        return text[start.._at];
    }

    private string QuotedField()
    {
        var (line, start) = (_line, Here(_at));
        var field = new StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == '"')
            {
                _at++;
                if (_at == text.Length || text[_at] != '"')
                    return EndOfQuoted(field);
            }
            else if (text[_at] == '\n')
            {
                (_line, _lineStart) = (_line + 1, _at + 1);
            }

            field.Append(text[_at]);
        }

        throw new DiagnosticException(Diagnostics.CsvQuoteNotClosed.At(new SourceLocation(file, line, start)));
    }

    private string EndOfQuoted(StringBuilder field) => _at == text.Length || text[_at] == separator || AtLineEnd()
        ? field.ToString()
        : throw Error(Diagnostics.CsvQuoteMisplaced, _line, _at);

    private bool AtLineEnd() => text[_at] is '\n' || (text[_at] == '\r' && _at + 1 < text.Length && text[_at + 1] == '\n');

    private void SkipLineEnd()
    {
        _at += text[_at] == '\r' ? 2 : 1;
        (_line, _lineStart) = (_line + 1, _at);
    }

    private int Here(int at) => at - _lineStart + 1;

    private DiagnosticException Error(DiagnosticKind kind, int line, int at) => new(kind.At(new SourceLocation(file, line, Here(at))));
}
