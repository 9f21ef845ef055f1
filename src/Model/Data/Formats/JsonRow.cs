using System.Text.Json;
using Emotune.Diagnostics;

namespace Emotune.Model.Data.Formats;

/// <summary>A row that is a JSON object; what it lacks, or holds of another kind, is a problem (EXP3019).</summary>
internal sealed class JsonRow(IReadOnlyDictionary<string, JsonElement> values, TextPlace place, ProblemList problems)
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
        problems.Add(Problems.JsonValue, place, key, "is missing", valid, Suggestion(key));
        return null;
    }

    private string Suggestion(string key) => problems.IsFull ? "" : Suggestions.For(key, [.. values.Keys]);

    private string? Wrong(string key, JsonElement value, string valid)
    {
        problems.Add(Problems.JsonValue, place, key, $"holds {MessageText.Excerpt(value.GetRawText())}", valid, "");
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
