using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Data.Formats;

namespace Emotune.Model.Data.Inputs;

/// <summary>Texts in a column of a file with a header.</summary>
internal static class CsvInput
{
    /// <param name="delimiter">Null for the one that the header shows.</param>
    public static IEnumerable<InputRow> Read(
        string path, char? delimiter, DatasetSource experiment, ProblemList problems, List<Diagnostic> remarks)
    {
        using var records = CsvRecords.Open(path, delimiter, experiment.Encoding, [experiment.TextColumn], problems);
        if (records is null)
            yield break;
        if (delimiter is null && Delimiters.Remark(path, records.Delimiter) is { } remark)
            remarks.Add(remark);
        var text = records.IndexOf(experiment.TextColumn);
        foreach (var (line, fields) in records.Rows())
        {
            string? id = null;
            var others = new List<KeyValuePair<string, string>>();
            for (var i = 0; i < records.Columns.Count; i++)
            {
                if (i != text && records.Columns[i] == InputFile.IdColumn)
                    id = Json.Line(fields[i]);
                else if (i != text)
                    others.Add(new(records.Columns[i], Json.Line(fields[i])));
            }

            yield return new InputRow(line, fields[text], id, others);
        }
    }
}
