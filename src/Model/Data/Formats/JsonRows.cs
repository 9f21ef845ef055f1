namespace Emotune.Model.Data.Formats;

/// <summary>
/// Rows of JSON objects, one a line or in one array: a text, and label names or ids (an array, one number, or text to split), or a 0/1
/// key for each label.
/// </summary>
internal static class JsonRows
{
    public static IEnumerable<GivenRow> Read(string path, DatasetSource source, ProblemList problems)
    {
        foreach (var (place, values) in JsonObjects.Read(path, source.Encoding, problems))
        {
            var row = new JsonRow(values, place, problems);
            var text = row.Text(source.TextColumn);
            var labels = source.LabelColumn is { } key ? row.Labels(key) : row.Values(source.ColumnsOfLabels);
            if (text is not null && labels is not null)
                yield return new GivenRow(place, text, labels.Value);
        }
    }
}
