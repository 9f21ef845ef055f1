using System.Text;
using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Pipeline.Spec.Yaml;

/// <summary>Reads the text of an experiment file, of which nobody knows yet whether it is one.</summary>
internal static class YamlFile
{
    // Room for ten thousand runs with every value written out.
    private const int LongestBytes = 20 << 20;

    /// <summary>The text without a byte order mark; null where it cannot be read, and <paramref name="problems"/> says why.</summary>
    public static string? ReadText(string path, SpecProblems problems)
    {
        try
        {
            if (RegularFile.IsAt(path) && new FileInfo(path).Length is > LongestBytes and var length)
            {
                problems.Add(Problems.ExperimentTooLong.At(new SourceLocation(path, 1, 1), path, length, LongestBytes));
                return null;
            }

            return Decode(path, RegularFile.ReadAllBytes(path), problems);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(Problems.ExperimentNotReadable.In(path, path, exception.Message));
            return null;
        }
    }

    private static string? Decode(string path, byte[] bytes, SpecProblems problems)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException exception)
        {
            problems.Add(Problems.ExperimentNotReadable.At(PlaceOf(exception.Index, bytes, path), path, exception.Message));
            return null;
        }
    }

    private static SourceLocation PlaceOf(int invalid, byte[] bytes, string path)
    {
        var before = bytes.AsSpan(0, Math.Clamp(invalid, 0, bytes.Length));
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new SourceLocation(path, before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
