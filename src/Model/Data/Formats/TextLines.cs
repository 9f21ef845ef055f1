using System.Text;
using System.Text.Unicode;
using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Model.Data.Formats;

/// <summary>Reads UTF-8 text and reports each line that is not.</summary>
internal static class TextLines
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>The lines of a file, numbered from one, ended by LF or CRLF; lines that are not UTF-8 are reported and left out.</summary>
    public static IEnumerable<(int Line, string Text)> Read(string path, ProblemList problems) =>
        Lines(path, problems, Encoding.UTF8.GetString);

    /// <summary>The whole file from its beginning; null, with a problem for each bad line, where it is not UTF-8.</summary>
    public static ByteWindow? OpenValid(string path, ProblemList problems)
    {
        var before = problems.Count;
        foreach (var _ in Lines(path, problems, _ => "")) { }
        return problems.Count == before ? Open(path, problems) : null;
    }

    private static IEnumerable<(int Line, string Text)> Lines(string path, ProblemList problems, Func<ReadOnlySpan<byte>, string> decode)
    {
        using var file = Open(path, problems);
        for (var line = 1; file is not null && NextLine(file, line, path, problems) is { } length; line++)
        {
            var bytes = file.Bytes[..length];
            var text = Utf8.IsValid(bytes) ? decode(bytes is [.., (byte)'\r'] ? bytes[..^1] : bytes) : null;
            file.Pass(Math.Min(length + 1, file.Bytes.Length));
            if (text is null)
                problems.Add(Problems.NotUtf8, line);
            else
                yield return (line, text);
        }
    }

    /// <summary>The length of the line that the window begins with, all of which is then in it; null at the end of the file.</summary>
    private static int? NextLine(ByteWindow file, int line, string path, ProblemList problems)
    {
        for (var searched = 0; ;)
        {
            var length = file.Bytes[searched..].IndexOf((byte)'\n');
            if (length >= 0)
                return searched + length;
            searched = file.Bytes.Length;
            if (file.IsLast)
                return searched == 0 ? null : searched;
            if (!Try(path, line, problems, file.Extend))
                return null;
        }
    }

    /// <summary>The file behind its byte order mark; null, and a problem, where it cannot be read.</summary>
    private static ByteWindow? Open(string path, ProblemList problems)
    {
        ByteWindow? file = null;
        var isOpen = Try(path, 0, problems, () =>
        {
            file = ByteWindow.Open(path);
            while (file.Bytes.Length < ByteOrderMark.Length && !file.IsLast)
                file.Extend();
            file.Pass(file.Bytes.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0);
        });
        if (isOpen)
            return file;
        file?.Dispose();
        return null;
    }

    private static bool Try(string path, int line, ProblemList problems, Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(Problems.DataFileUnreadable, line, path, e.Message);
            return false;
        }
    }
}
