using System.Globalization;
using Emotune.Diagnostics;

namespace Emotune.Files;

/// <summary>A table that the program wrote itself, read again.</summary>
internal static class CsvTable
{
    /// <summary>The rows below the header.</summary>
    /// <param name="header">The columns that the table must have.</param>
    /// <exception cref="DiagnosticException">EXP4001: the file cannot be read. EXP3015, EXP3016, EXP3040: it is not such a
    /// table.</exception>
    public static IEnumerable<CsvTableRow> Read(string path, IReadOnlyList<string> header)
    {
        var isFirst = true;
        foreach (var row in Csv.Read(Text(path), path))
        {
            if (!isFirst)
                yield return new CsvTableRow(path, header, row);
            else if (!row.Fields.SequenceEqual(header, StringComparer.Ordinal))
                throw Invalid(path, row.Line, $"its columns are not {string.Join(", ", header)}");
            isFirst = false;
        }
    }

    internal static DiagnosticException Invalid(string path, int line, string why) =>
        new(Problems.TableInvalid.At(new SourceLocation(path, line), why));

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.FileNotRead.In(path, error.Message));
        }
    }
}

/// <summary>A row of such a table; its fields are counted from zero.</summary>
internal sealed class CsvTableRow(string path, IReadOnlyList<string> header, CsvRow row)
{
    public string Text(int column) => row.Fields[column];

    public int Whole(int column) =>
        int.TryParse(Text(column), CultureInfo.InvariantCulture, out var value) ? value : throw Invalid(column, "a whole number");

    public double Number(int column) => NumberOrNull(column) ?? throw Invalid(column, "a number");

    /// <summary>Null for an undefined figure, which is empty.</summary>
    public double? NumberOrNull(int column) => Text(column).Length == 0 ? null
        : double.TryParse(Text(column), CultureInfo.InvariantCulture, out var value) ? value
        : throw Invalid(column, "a number");

    private DiagnosticException Invalid(int column, string valid) =>
        CsvTable.Invalid(path, row.Line, $"'{header[column]}' is '{MessageText.Excerpt(Text(column))}', which is not {valid}");
}
