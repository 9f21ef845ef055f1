using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>
/// JSON as Python's <c>json.dumps(value, indent=2)</c> writes it, so that files for Transformers and PEFT are theirs to the byte.
/// </summary>
internal static class PythonJson
{
    public static string Text(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node, "\n");
        return text.ToString();
    }

    /// <summary>Python's <c>float</c>, which keeps its fraction: 0.0, 0.05, 1e-05.</summary>
    public static JsonNode Float(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();
        return JsonNode.Parse(text.AsSpan().IndexOfAny('.', 'e') < 0 ? text + ".0" : text)!;
    }

    private static void Append(StringBuilder text, JsonNode? node, string newLine)
    {
        switch (node)
        {
            case JsonObject items:
                AppendAll(text, '{', '}', items, newLine, (item, inner) =>
                {
                    AppendString(text, item.Key);
                    text.Append(": ");
                    Append(text, item.Value, inner);
                });
                break;
            case JsonArray items:
                AppendAll(text, '[', ']', items, newLine, (item, inner) => Append(text, item, inner));
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                AppendString(text, value.GetValue<string>());
                break;
            default:
                // Numbers keep the digits that they were read with.
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void AppendAll<T>(
        StringBuilder text, char open, char close, ICollection<T> items, string newLine, Action<T, string> append)
    {
        text.Append(open);
        var inner = newLine + "  ";
        var separator = "";
        foreach (var item in items)
        {
            text.Append(separator).Append(inner);
            append(item, inner);
            separator = ",";
        }

        text.Append(items.Count > 0 ? newLine : "").Append(close);
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' or > '~' => text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }
}
