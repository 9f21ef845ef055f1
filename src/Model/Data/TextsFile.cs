using Emotune.Diagnostics;
using Emotune.Model.Data.Formats;

namespace Emotune.Model.Data;

/// <summary>New texts to classify, one a line.</summary>
internal static class TextsFile
{
    /// <summary>A text for each line; lines end with LF or CR LF, whatever else is in them.</summary>
    /// <exception cref="DiagnosticException">Every problem of the file, at its line: EXP3001, EXP3002 where a line is not UTF-8,
    /// EXP3005 where it is blank.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        var problems = new ProblemList(path);
        var texts = new List<string>();
        foreach (var (line, text) in TextLines.Read(path, problems))
        {
            if (string.IsNullOrWhiteSpace(text))
                problems.Add(Problems.TextEmpty, line);
            texts.Add(text);
        }

        problems.ThrowIfAny();
        return texts;
    }
}
