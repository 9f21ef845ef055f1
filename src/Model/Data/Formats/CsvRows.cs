using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Model.Data.Formats;

/// <summary>Rows of a CSV file with a header: labels in one column, or a 0/1 column for each.</summary>
internal static class CsvRows
{
    public static IEnumerable<GivenRow> Read(string path, DatasetSource source, ProblemList problems)
    {
        using var content = TextLines.OpenValid(path, problems);
        if (content is null)
            yield break;
        var records = new CsvReader(content, (line, fault) => problems.Add(Problems.CsvQuoting, line, fault));
        if (Next() is not { Fields: var header } || Columns(header, source, problems) is not { } columns)
            yield break;

        while (Next() is { Line: var line, Fields: var fields })
        {
            if (fields.Length == header.Length)
                yield return new GivenRow(line, fields[columns.Text], Labels(fields, columns.Labels, source));
            else
                problems.Add(Problems.CsvFieldCount, line, fields.Length, header.Length);
        }

        CsvRow? Next()
        {
            try
            {
                return records.Next();
            }
            catch (IOException e)
            {
                problems.Add(Problems.DataFileUnreadable, records.Line, path, e.Message);
                return null;
            }
        }
    }

    private static GivenLabels Labels(string[] fields, int[] columns, DatasetSource source) => source.LabelColumns is null
        ? new GivenLabels(fields[columns[0]])
        : new GivenLabels(Array.ConvertAll(columns, c => fields[c]));

    /// <summary>Where in a record the columns are.</summary>
    private static (int Text, int[] Labels)? Columns(string[] header, DatasetSource source, ProblemList problems)
    {
        if (Array.Find(header, HasLoneCarriageReturn) is { } broken)
        {
            problems.Add(Problems.LoneCarriageReturn, 1, MessageText.Excerpt(broken));
            return null;
        }

        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var repeated in header.Where((name, place) => !places.TryAdd(name, place)).Distinct(StringComparer.Ordinal))
            problems.Add(Problems.ColumnRepeated, 1, repeated);
        var names = string.Join(", ", header);
        var text = IndexOf(source.TextColumn);
        int[] labels = [.. source.ColumnsOfLabels.Select(IndexOf)];
        return problems.Count == 0 ? (text, labels) : null;

        int IndexOf(string name)
        {
            if (!places.TryGetValue(name, out var index))
                problems.Add(Problems.ColumnMissing, 1, name, names);
            return index;
        }
    }

    // The trace of CR CR LF, which a second translation of line ends makes of CR LF, and of the line ends of old Macs.
    private static bool HasLoneCarriageReturn(string name) =>
        name.Replace("\r\n", "", StringComparison.Ordinal).Contains('\r');
}
