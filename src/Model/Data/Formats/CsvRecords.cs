using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Model.Data.Formats;

/// <summary>A CSV file with a header: its columns, and its rows one by one.</summary>
internal sealed class CsvRecords : IDisposable
{
    private readonly ByteWindow _text;
    private readonly CsvReader _reader;
    private readonly ProblemList _problems;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private CsvRecords(ByteWindow text, char delimiter, ProblemList problems)
    {
        (_text, _problems, Delimiter) = (text, problems, delimiter);
        _reader = new CsvReader(text, (line, fault) => problems.Add(Problems.CsvQuoting, line, fault), (byte)delimiter);
    }

    /// <summary>What separates the fields.</summary>
    public char Delimiter { get; }

    /// <summary>The names of the columns, without empty ones at the end, which delimiters at the end of the line make.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>Opens the file behind its header; null where it is at fault, or where there is none.</summary>
    /// <param name="delimiter">Null for the one that the header shows.</param>
    /// <param name="wanted">The columns that the file must have.</param>
    public static CsvRecords? Open(
        string path, char? delimiter, TextEncoding? encoding, IReadOnlyList<string> wanted, ProblemList problems)
    {
        if (!TextLines.Try(0, problems, () => delimiter ??= Delimiters.Recognise(path, encoding, wanted, problems))
            || delimiter is not { } known || TextLines.Open(path, encoding, problems) is not { } text)
        {
            return null;
        }

        var records = new CsvRecords(text, known, problems);
        if (records.ReadHeader(wanted))
            return records;
        records.Dispose();
        return null;
    }

    /// <summary>The place of a column that was wanted.</summary>
    public int IndexOf(string column) => _places[column];

    /// <summary>
    /// The rows that have a field for each column. Where the first row has one empty field more at its end, every row must.
    /// </summary>
    public IEnumerable<CsvRow> Rows()
    {
        var width = 0;
        while (Next() is { Line: var line, Fields: var fields } row)
        {
            if (width == 0)
                width = HasTrailingDelimiter(fields) ? fields.Length : HeaderLength;
            if (fields.Length == width)
                yield return row;
            else
                _problems.Add(Problems.CsvFieldCount, line, fields.Length, HeaderLength);
        }
    }

    public void Dispose() => _text.Dispose();

    private int HeaderLength { get; set; }

    // The header may end with a delimiter and the rows not, or the other way round.
    private bool HasTrailingDelimiter(string[] fields) =>
        (fields.Length == HeaderLength + 1 && fields[^1].Length == 0)
        || (fields.Length == HeaderLength - 1 && fields.Length == Columns.Count);

    private bool ReadHeader(IReadOnlyList<string> wanted)
    {
        if (Next() is not { Fields: var header })
            return false;
        if (Array.Find(header, HasLoneCarriageReturn) is { } broken)
        {
            _problems.Add(Problems.LoneCarriageReturn, 1, MessageText.Excerpt(broken));
            return false;
        }

        var before = _problems.Count;
        HeaderLength = header.Length;
        Columns = header[..(Array.FindLastIndex(header, name => name.Length > 0) + 1)];
        foreach (var repeated in Columns.Where((name, place) => !_places.TryAdd(name, place)).Distinct(StringComparer.Ordinal))
            _problems.Add(Problems.ColumnRepeated, 1, repeated);
        foreach (var missing in wanted.Where(name => !_places.ContainsKey(name)))
            _problems.Add(Problems.ColumnMissing, 1, missing, Suggestions.For(missing, Columns), string.Join(", ", Columns));
        return _problems.Count == before;
    }

    private CsvRow? Next()
    {
        CsvRow? row = null;
        return TextLines.Try(_reader.Line, _problems, () => row = _reader.Next()) ? row : null;
    }

    // The trace of CR CR LF, which a second translation of line ends makes of CR LF, and of the line ends of old Macs.
    private static bool HasLoneCarriageReturn(string name) =>
        name.Replace("\r\n", "", StringComparison.Ordinal).Contains('\r');
}
