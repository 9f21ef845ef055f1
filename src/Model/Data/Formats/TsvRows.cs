using Emotune.Diagnostics;

namespace Emotune.Model.Data.Formats;

/// <summary>Rows of <c>text TAB comma-separated label ids [TAB row id]</c>.</summary>
internal static class TsvRows
{
    /// <summary>What stands between two ids.</summary>
    public const string Separator = ",";

    public static IEnumerable<GivenRow> Read(string path, ProblemList problems)
    {
        foreach (var (line, text) in TextLines.Read(path, problems))
        {
            var fields = text.Split('\t');
            if (fields.Length is 2 or 3)
                yield return new GivenRow(line, fields[0], new GivenLabels(fields[1]), fields.Length == 3 ? fields[2] : null);
            else
                problems.Add(Problems.TsvFieldCount, line, fields.Length);
        }
    }
}
