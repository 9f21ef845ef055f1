using System.Text;
using Emotune.Files;
using Emotune.Model.Data.Formats.Decoding;

namespace Emotune.Model.Data.Formats;

/// <summary>Reads the text of a data file, and reports where it ends before its time.</summary>
internal static class TextLines
{
    /// <summary>The lines of a file, numbered from one, ended by LF or CRLF.</summary>
    /// <param name="encoding">That of a file without a byte order mark; null where nobody said one.</param>
    public static IEnumerable<(int Line, string Text)> Read(string path, TextEncoding? encoding, ProblemList problems)
    {
        using var text = Open(path, encoding, problems);
        foreach (var line in text is null ? [] : Read(text, problems))
            yield return line;
    }

    /// <summary>The lines from the place on which the window stands, which is the beginning of the first.</summary>
    public static IEnumerable<(int Line, string Text)> Read(ByteWindow text, ProblemList problems)
    {
        for (var line = 1; NextLine(text, line, problems) is { } length; line++)
        {
            var bytes = text.Bytes[..length];
            var content = Encoding.UTF8.GetString(bytes is [.., (byte)'\r'] ? bytes[..^1] : bytes);
            text.Pass(Math.Min(length + 1, text.Bytes.Length));
            yield return (line, content);
        }
    }

    /// <summary>The whole text from its beginning; null, and a problem, where there is no such file.</summary>
    public static ByteWindow? Open(string path, TextEncoding? encoding, ProblemList problems)
    {
        ByteWindow? text = null;
        Try(0, problems, () => text = DataText.Open(path, encoding));
        return text;
    }

    /// <summary>False, and a problem, where the file cannot be read.</summary>
    public static bool Try(int line, ProblemList problems, Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.AddUnreadable(e, line);
            return false;
        }
    }

    /// <summary>The length of the line that the window begins with, all of which is then in it; null at the end of the file.</summary>
    private static int? NextLine(ByteWindow text, int line, ProblemList problems)
    {
        for (var searched = 0; ;)
        {
            var length = text.Bytes[searched..].IndexOf((byte)'\n');
            if (length >= 0)
                return searched + length;
            searched = text.Bytes.Length;
            if (text.IsLast)
                return searched == 0 ? null : searched;
            if (!Try(line, problems, text.Extend))
                return null;
        }
    }
}
