using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Emotune.Diagnostics;

namespace Emotune.Files;

/// <summary>
/// Whether the texts of a JSON file can be decoded. The parser decodes them late, or not at all, and then says neither where nor why.
/// </summary>
internal static class JsonEncoding
{
    private const string NotUtf8 = "it is not valid UTF-8 here. JSON must be UTF-8, so save the file in that encoding.";
    private const string NotText = "a text here has an escaped half of a surrogate pair without the other half.";

    /// <exception cref="DiagnosticException">EXP4030, at the line and column of the first text that cannot be decoded.</exception>
    public static void RequireText(ReadOnlySpan<byte> json, string path, int firstLine)
    {
        if (!Utf8.IsValid(json))
            throw Error(json, FirstInvalid(json), path, firstLine, NotUtf8);
        if (FirstHalf(json) is { } half)
            throw Error(json, half, path, firstLine, NotText);
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(text[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        return at;
    }

    /// <summary>The place of the first name or text with half of a surrogate pair; null where there is none before the JSON ends or
    /// breaks off.</summary>
    private static int? FirstHalf(ReadOnlySpan<byte> json)
    {
        // Only an escape can be one in valid UTF-8, and few files have any.
        if (json.IndexOf("\\u"u8) < 0)
            return null;
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    reader.GetString();
            }
        }
        catch (JsonException)
        {
            // The parser says it better.
        }
        catch (InvalidOperationException)
        {
            return (int)reader.TokenStartIndex;
        }

        return null;
    }

    private static DiagnosticException Error(ReadOnlySpan<byte> json, int at, string path, int firstLine, string why)
    {
        var before = json[..at];
        var location = new SourceLocation(path, firstLine + before.Count((byte)'\n'), at - before.LastIndexOf((byte)'\n'));
        return new DiagnosticException(Problems.JsonInvalid.At(location, why));
    }
}
