using System.Text.Json;
using Emotune.Diagnostics;

namespace Emotune.Tokenization.Readers;

/// <summary>Refuses names in JSON that are no text: half of a surrogate pair, escaped, which JSON allows and no text has.</summary>
internal static class JsonNames
{
    /// <exception cref="DiagnosticException">EXP3506, with the place of the first such name.</exception>
    public static void Check(string file, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var path = new Stack<string>();
        var name = "";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
                name = Name(ref reader, file, json, path);
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                path.Push(name);
            else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                name = path.Pop();
        }
    }

    private static string Name(ref Utf8JsonReader reader, string file, ReadOnlySpan<byte> json, Stack<string> path)
    {
        try
        {
            return reader.ValueIsEscaped || path.Count < 3 ? reader.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            var before = json[..(int)reader.TokenStartIndex];
            var place = new SourceLocation(file, before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
            var section = string.Join('.', path.Where(part => part.Length > 0).Reverse());
            throw new DiagnosticException(Problems.TokenizerValueWrong.At(
                place, section.Length == 0 ? "the file" : section, System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
                "an object whose names are text"));
        }
    }
}
