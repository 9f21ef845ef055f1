using System.Text.Json;
using Emotune.Diagnostics;

namespace Emotune.Model.Data.Formats;

/// <summary>The JSON objects of a file: one a line, or the items of one array.</summary>
internal static class JsonObjects
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>
    /// Each object's values by their keys, in the order of the file: looked up in the object itself, a thousand keys are read a thousand
    /// times.
    /// </summary>
    public static IEnumerable<(TextPlace Place, IReadOnlyDictionary<string, JsonElement> Values)> Read(
        string path, TextEncoding? encoding, ProblemList problems)
    {
        using var text = TextLines.Open(path, encoding, problems);
        var isArray = false;
        if (text is null || !TextLines.Try(0, problems, () => isArray = JsonArrayItems.BeginIn(text)))
            yield break;
        var parts = isArray
            ? new JsonArrayItems(text, problems).Read()
            : TextLines.Read(text, problems).Select(l => (Place: new TextPlace(l.Line), Json: l.Text));
        foreach (var (place, json) in parts)
        {
            if (Parse(json, place, isArray, problems) is { } values)
                yield return (place, values);
        }
    }

    private static Dictionary<string, JsonElement>? Parse(string json, TextPlace place, bool isItem, ProblemList problems)
    {
        try
        {
            var element = JsonElement.Parse(json, Strict);
            if (element.ValueKind == JsonValueKind.Object)
                return element.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
            Report(place, $"it is of kind {element.ValueKind}.");
        }
        catch (JsonException e)
        {
            Report(isItem ? Within(place, json, e) : place, e.Message);
        }
        catch (InvalidOperationException)
        {
            Report(place, "a key has half of a surrogate pair.");
        }

        return null;

        void Report(TextPlace at, string why) =>
            problems.Add(Problems.JsonMalformed, at, isItem ? "item" : "line", why);
    }

    /// <summary>The place of what is wrong within an item, whose own lines and bytes the parser counts from zero.</summary>
    private static TextPlace Within(TextPlace item, string json, JsonException error)
    {
        var (line, bytes) = ((int)(error.LineNumber ?? 0), (int)(error.BytePositionInLine ?? 0));
        var start = 0;
        for (var i = 0; i < line; i++)
            start = json.IndexOf('\n', start) + 1;
        var column = 0;
        for (var i = start; i < json.Length && bytes > 0; i++, column++)
            bytes -= char.IsSurrogate(json[i]) ? 2 : json[i] < 0x80 ? 1 : json[i] < 0x800 ? 2 : 3;
        return new TextPlace(item.Line + line, (line == 0 ? item.Column : 1) + column);
    }
}
