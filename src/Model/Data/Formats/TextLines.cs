using System.Text;
using System.Text.Unicode;
using Emotune.Model.Artifacts.Files;
using Emotune.Model.Diagnostics;

namespace Emotune.Model.Data.Formats;

/// <summary>Reads UTF-8 text and reports each line that is not.</summary>
internal static class TextLines
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>The lines of a file, numbered from one, ended by LF or CRLF; lines that are not UTF-8 are reported and left out.</summary>
    public static IEnumerable<(int Line, string Text)> Read(string path, ProblemList problems)
    {
        var file = ReadBytes(path, problems);
        var start = 0;
        for (var line = 1; start < file.Length; line++)
        {
            var rest = file.Span[start..];
            var length = rest.IndexOf((byte)'\n');
            length = length < 0 ? rest.Length : length;
            var textLength = length > 0 && rest[length - 1] == '\r' ? length - 1 : length;
            var text = Decode(rest[..textLength], line, problems);
            if (text is not null)
                yield return (line, text);
            start += length + 1;
        }
    }

    /// <summary>The whole file, or null, with a problem for each bad line, where it is not UTF-8.</summary>
    public static ReadOnlyMemory<byte>? ReadAll(string path, ProblemList problems)
    {
        var bytes = ReadBytes(path, problems);
        if (Utf8.IsValid(bytes.Span))
            return bytes;
        foreach (var _ in Read(path, problems)) { }
        return null;
    }

    /// <summary>The file without its byte order mark; none, and a problem, where it cannot be read.</summary>
    private static ReadOnlyMemory<byte> ReadBytes(string path, ProblemList problems)
    {
        try
        {
            var bytes = RegularFile.ReadAllBytes(path);
            return bytes.AsMemory(bytes.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(Problems.DataFileUnreadable, 0, path, e.Message);
            return ReadOnlyMemory<byte>.Empty;
        }
    }

    private static string? Decode(ReadOnlySpan<byte> bytes, int line, ProblemList problems)
    {
        if (Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        problems.Add(Problems.NotUtf8, line);
        return null;
    }
}
