using System.Text;
using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>Writes a file whole or not at all.</summary>
internal static class ReportFiles
{
    public static void Write(string folder, string name, string text) => Write(folder, name, new UTF8Encoding(false).GetBytes(text));

    /// <exception cref="DiagnosticException">EXP6009.</exception>
    public static void Write(string folder, string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        try
        {
            AtomicFile.Replace(path, temporary => File.WriteAllBytes(temporary, bytes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.ReportNotWritten.In(path, path, e.Message));
        }
    }
}
