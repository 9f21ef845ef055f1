namespace Emotune.Model.Data.Formats;

/// <summary>Rows of a CSV file with a header: labels in one column, or a 0/1 column for each.</summary>
internal static class CsvRows
{
    public static IEnumerable<GivenRow> Read(string path, DatasetSource source, ProblemList problems)
    {
        string[] wanted = [source.TextColumn, .. source.ColumnsOfLabels];
        using var records = CsvRecords.Open(path, source.Delimiter, source.Encoding, wanted, problems);
        if (records is null)
            yield break;
        var text = records.IndexOf(source.TextColumn);
        int[] labels = [.. source.ColumnsOfLabels.Select(records.IndexOf)];
        foreach (var (line, fields) in records.Rows())
            yield return new GivenRow(line, fields[text], Labels(fields, labels, source));
    }

    private static GivenLabels Labels(string[] fields, int[] columns, DatasetSource source) => source.LabelColumns is null
        ? new GivenLabels(fields[columns[0]])
        : new GivenLabels(Array.ConvertAll(columns, c => fields[c]));
}
