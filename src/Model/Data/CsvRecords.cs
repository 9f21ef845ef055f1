using System.Text;

namespace Emotune.Model.Data;

/// <summary>Takes a text apart as RFC 4180 has it: fields may be quoted, and then hold commas, line ends and doubled quotes.</summary>
internal sealed class CsvRecords(string text, ProblemList problems)
{
    private const char Delimiter = ',';

    private readonly StringBuilder field = new();
    private int at;
    private int line = 1;

    /// <summary>The next record and the line on which it begins; false at the end of the text, or after a quotation that does not end.</summary>
    public bool TryRead(out string[] fields, out int startLine)
    {
        fields = [];
        startLine = line;
        if (at >= text.Length)
            return false;

        var record = new List<string>();
        do
        {
            field.Clear();
            if (!ReadField())
                return false;
            record.Add(field.ToString());
        }
        while (Skip(Delimiter));

        Skip('\r');
        if (Skip('\n'))
            line++;
        fields = [.. record];
        return true;
    }

    private bool ReadField()
    {
        var quoted = Skip('"');
        if (quoted && !ReadQuoted())
            return false;
        if (quoted && !AtFieldEnd())
            problems.Add(Diagnostics.CsvQuoting, line, "text follows the closing quotation mark of a field");
        var start = at;
        while (!AtFieldEnd())
            at++;
        field.Append(text, start, at - start);
        if (!quoted && text.AsSpan(start, at - start).Contains('"'))
            problems.Add(Diagnostics.CsvQuoting, line, "a field that holds a quotation mark is not quoted as a whole");
        return true;
    }

    private bool ReadQuoted()
    {
        var openedOn = line;
        while (at < text.Length)
        {
            var c = text[at++];
            if (c == '"' && !Skip('"'))
                return true;
            if (c == '\n')
                line++;
            field.Append(c);
        }

        problems.Add(Diagnostics.CsvQuoting, openedOn, "a quoted field is not closed");
        return false;
    }

    private bool AtFieldEnd() =>
        at >= text.Length || text[at] == Delimiter || text[at] == '\n'
        || (text[at] == '\r' && (at + 1 == text.Length || text[at + 1] == '\n'));

    private bool Skip(char c)
    {
        if (at >= text.Length || text[at] != c)
            return false;
        at++;
        return true;
    }
}
