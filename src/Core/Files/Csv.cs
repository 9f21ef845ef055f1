using System.Text;
using Emotune.Diagnostics;

namespace Emotune.Files;

/// <summary>A row and the line on which it begins, from one.</summary>
internal sealed record CsvRow(int Line, string[] Fields);

/// <summary>Files of comma-separated values by RFC 4180, in UTF-8.</summary>
internal static class Csv
{
    /// <summary>Writes the file whole, as <see cref="CsvText"/> has it.</summary>
    /// <exception cref="ArgumentException">A row has not as many fields as the header.</exception>
    /// <exception cref="DiagnosticException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var text = new CsvText(header);
        foreach (var row in rows)
            text.Row(row);
        AtomicFile.WriteText(path, text.ToString());
    }

    /// <summary>All rows, as many fields in each as in the first; a quoted field may run over several lines.</summary>
    /// <param name="text">The file's text, without a byte-order mark.</param>
    /// <param name="file">Named in what is wrong.</param>
    /// <exception cref="DiagnosticException">EXP3015: a quote is not closed or out of place; EXP3016: a row is longer or shorter; with
    /// the line.</exception>
    public static IEnumerable<CsvRow> Read(string text, string file)
    {
        var reader = new CsvReader(
            ByteWindow.Over(Encoding.UTF8.GetBytes(text)),
            (line, fault) => throw new DiagnosticException(Problems.CsvQuoting.At(new SourceLocation(file, line), fault)));
        var count = 0;
        while (reader.Next() is { } row)
        {
            count = count == 0 ? row.Fields.Length : count;
            if (row.Fields.Length != count)
                throw new DiagnosticException(Problems.CsvFieldCount.At(new SourceLocation(file, row.Line), row.Fields.Length, count));
            yield return row;
        }
    }
}
