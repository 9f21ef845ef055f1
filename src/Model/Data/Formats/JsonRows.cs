using System.Text.Json;
using Emotune.Model.Diagnostics;

namespace Emotune.Model.Data.Formats;

/// <summary>
/// Rows of JSON objects, one a line: a text, and label names or ids (an array, or text to split), or a 0/1 key for each label.
/// </summary>
internal static class JsonRows
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static IEnumerable<GivenRow> Read(string path, DatasetSource source, ProblemList problems)
    {
        foreach (var (line, json) in TextLines.Read(path, problems))
        {
            using var document = Parse(json, line, problems);
            if (document is null)
                continue;
            var row = new JsonRow(document.RootElement, line, problems);
            var text = row.Text(source.TextColumn);
            var labels = source.LabelColumn is { } key ? row.Labels(key, source.LabelSeparator) : row.Values(source.ColumnsOfLabels);
            if (text is not null && labels is not null)
                yield return new GivenRow(line, text, labels);
        }
    }

    private static JsonDocument? Parse(string json, int line, ProblemList problems)
    {
        try
        {
            var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            problems.Add(Problems.JsonMalformed, line, $"it is of kind {document.RootElement.ValueKind}.");
            document.Dispose();
        }
        catch (JsonException e)
        {
            problems.Add(Problems.JsonMalformed, line, e.Message);
        }

        return null;
    }

    private sealed class JsonRow(JsonElement json, int line, ProblemList problems)
    {
        public string? Text(string key)
        {
            const string Valid = "a string";
            return Find(key, Valid) is not { } value ? null : String(value) ?? Wrong(key, value, Valid);
        }

        public string[]? Labels(string key, string separator)
        {
            const string Valid = "an array of label names or ids, or a string of them";
            if (Find(key, Valid) is not { } value)
                return null;
            if (String(value) is { } text)
                return LabelParser.SplitField(text, separator);
            var given = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(Scalar).ToArray() : [null];
            if (!given.Contains(null))
                return given!;
            Wrong(key, value, Valid);
            return null;
        }

        public string[]? Values(IReadOnlyList<string> keys)
        {
            string[] values = [.. keys.Select(key => Find(key, "0, 1, false or true")?.GetRawText()).OfType<string>()];
            return values.Length == keys.Count ? values : null;
        }

        private JsonElement? Find(string key, string valid)
        {
            if (json.TryGetProperty(key, out var value))
                return value;
            problems.Add(Problems.JsonValue, line, key, "is missing", valid);
            return null;
        }

        private string? Wrong(string key, JsonElement value, string valid)
        {
            problems.Add(Problems.JsonValue, line, key, $"holds {value.GetRawText()}", valid);
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
