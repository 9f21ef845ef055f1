using System.Text.Json;
using Emotune.Diagnostics;

namespace Emotune.Model.Data.Formats;

/// <summary>
/// Rows of JSON objects, one a line: a text, and label names or ids (an array, one number, or text to split), or a 0/1 key for each
/// label.
/// </summary>
internal static class JsonRows
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static IEnumerable<GivenRow> Read(string path, DatasetSource source, ProblemList problems)
    {
        foreach (var (line, json) in TextLines.Read(path, problems))
        {
            if (Parse(json, line, problems) is not { } values)
                continue;
            var row = new JsonRow(values, line, problems);
            var text = row.Text(source.TextColumn);
            var labels = source.LabelColumn is { } key ? row.Labels(key) : row.Values(source.ColumnsOfLabels);
            if (text is not null && labels is not null)
                yield return new GivenRow(line, text, labels.Value);
        }
    }

    /// <summary>The object's values by their keys: looked up in the object itself, a thousand keys are read a thousand times.</summary>
    private static Dictionary<string, JsonElement>? Parse(string json, int line, ProblemList problems)
    {
        try
        {
            var element = JsonElement.Parse(json, Strict);
            if (element.ValueKind == JsonValueKind.Object)
                return element.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
            problems.Add(Problems.JsonMalformed, line, $"it is of kind {element.ValueKind}.");
        }
        catch (JsonException e)
        {
            problems.Add(Problems.JsonMalformed, line, e.Message);
        }
        catch (InvalidOperationException)
        {
            problems.Add(Problems.JsonMalformed, line, "a key has half of a surrogate pair.");
        }

        return null;
    }

    private sealed class JsonRow(Dictionary<string, JsonElement> values, int line, ProblemList problems)
    {
        public string? Text(string key)
        {
            const string Valid = "a string";
            return Find(key, Valid) is not { } value ? null : String(value) ?? Wrong(key, value, Valid);
        }

        public GivenLabels? Labels(string key)
        {
            const string Valid = "an array of label names or ids, or one of them, or a string of several";
            if (Find(key, Valid) is not { } value)
                return null;
            if (String(value) is { } text)
                return new GivenLabels(text);
            var given = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(Scalar).ToArray() : [Scalar(value)];
            if (!given.Contains(null))
                return new GivenLabels(given!);
            Wrong(key, value, Valid);
            return null;
        }

        public GivenLabels? Values(IReadOnlyList<string> keys)
        {
            string[] given = [.. keys.Select(key => Find(key, "0, 1, false or true")?.GetRawText()).OfType<string>()];
            return given.Length == keys.Count ? new GivenLabels(given) : null;
        }

        private JsonElement? Find(string key, string valid)
        {
            if (values.TryGetValue(key, out var value))
                return value;
            problems.Add(Problems.JsonValue, line, key, "is missing", valid);
            return null;
        }

        private string? Wrong(string key, JsonElement value, string valid)
        {
            problems.Add(Problems.JsonValue, line, key, $"holds {MessageText.Excerpt(value.GetRawText())}", valid);
            return null;
        }

        private static string? Scalar(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetRawText() : String(value);

        private static string? String(JsonElement value)
        {
            try
            {
                return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair, written as an escape: no text.
                return null;
            }
        }
    }
}
