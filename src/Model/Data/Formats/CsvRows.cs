using Emotune.Model.Artifacts.Files;
using Emotune.Model.Diagnostics;

namespace Emotune.Model.Data.Formats;

/// <summary>Rows of a CSV file with a header: labels in one column, or a 0/1 column for each.</summary>
internal static class CsvRows
{
    public static IEnumerable<GivenRow> Read(string path, DatasetSource source, ProblemList problems)
    {
        if (TextLines.ReadAll(path, problems) is not { } content)
            yield break;
        var records = new CsvReader(content, (line, fault) => problems.Add(Problems.CsvQuoting, line, fault));
        if (records.Next() is not { Fields: var header } || Columns(header, source, problems) is not { } columns)
            yield break;

        while (records.Next() is { Line: var line, Fields: var fields })
        {
            if (fields.Length == header.Length)
                yield return new GivenRow(line, fields[columns.Text], Labels(fields, columns.Labels, source));
            else
                problems.Add(Problems.CsvFieldCount, line, fields.Length, header.Length);
        }
    }

    private static string[] Labels(string[] fields, int[] columns, DatasetSource source) =>
        source.LabelColumns is null
            ? LabelParser.SplitField(fields[columns[0]], source.LabelSeparator)
            : [.. columns.Select(c => fields[c])];

    /// <summary>Where in a record the columns are.</summary>
    private static (int Text, int[] Labels)? Columns(string[] header, DatasetSource source, ProblemList problems)
    {
        foreach (var repeated in header.GroupBy(h => h, StringComparer.Ordinal).Where(g => g.Count() > 1))
            problems.Add(Problems.ColumnRepeated, 1, repeated.Key);
        var text = IndexOf(source.TextColumn);
        int[] labels = [.. source.ColumnsOfLabels.Select(IndexOf)];
        return problems.Count == 0 ? (text, labels) : null;

        int IndexOf(string name)
        {
            var index = Array.IndexOf(header, name);
            if (index < 0)
                problems.Add(Problems.ColumnMissing, 1, name, string.Join(", ", header));
            return index;
        }
    }
}
