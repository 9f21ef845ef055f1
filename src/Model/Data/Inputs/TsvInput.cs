using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Data.Formats;

namespace Emotune.Model.Data.Inputs;

/// <summary>
/// Texts in a file of tab-separated fields. A first line that has the text column's name is a header. Without one, a file of the format
/// tsv-label-ids has the text first, and its labels and its id after it.
/// </summary>
internal static class TsvInput
{
    private const char Tab = '\t';

    public static IEnumerable<InputRow> Read(string path, DatasetSource experiment, ProblemList problems, List<Diagnostic> remarks)
    {
        if (experiment.Format != DatasetFormat.TsvLabelIds)
            return CsvInput.Read(path, Tab, experiment, problems, remarks);
        var probed = new ProblemList(path);
        var (_, first) = TextLines.Read(path, experiment.Encoding, probed).FirstOrDefault();
        return first?.Split(Tab).Contains(experiment.TextColumn) == true
            ? CsvInput.Read(path, Tab, experiment, problems, remarks)
            : WithoutHeader(path, experiment, problems);
    }

    private static IEnumerable<InputRow> WithoutHeader(string path, DatasetSource experiment, ProblemList problems)
    {
        foreach (var (line, text) in TextLines.Read(path, experiment.Encoding, problems))
        {
            var fields = text.Split(Tab);
            if (fields.Length <= 3)
            {
                yield return new InputRow(
                    line, fields[0], fields.Length == 3 ? Json.Line(fields[2]) : null,
                    fields.Length > 1 ? [new("labels", Json.Line(fields[1]))] : []);
            }
            else
            {
                problems.Add(Problems.TsvFieldCount, line, fields.Length);
            }
        }
    }
}
