using System.Text;
using System.Text.Json;

namespace Emotune.Fuzz.Mutations;

/// <summary>JSON as it is spelt: names may stand twice, and a number or a string may be anything.</summary>
internal sealed class JsonTree
{
    private const int DeepestNesting = 2000;

    /// <summary>The spelling of a number, a string or a word; null for an array and an object.</summary>
    public string? Spelling { get; set; }

    /// <summary>Whether the children have names.</summary>
    public bool IsObject { get; set; }

    /// <summary>The names as they are spelt, quotes included; not used in an array.</summary>
    public List<(string Name, JsonTree Value)> Children { get; private init; } = [];

    /// <returns>Null where the bytes are not JSON.</returns>
    public static JsonTree? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeepestNesting });
            return reader.Read() ? Value(ref reader) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonTree Of(string spelling) => new() { Spelling = spelling };

    public JsonTree Copy() => new()
    {
        Spelling = Spelling,
        IsObject = IsObject,
        Children = [.. Children.Select(c => (c.Name, c.Value.Copy()))],
    };

    /// <summary>All nodes, this first.</summary>
    public IEnumerable<JsonTree> All() => Children.SelectMany(c => c.Value.All()).Prepend(this);

    public byte[] Write()
    {
        var text = new StringBuilder();
        Write(text);
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private void Write(StringBuilder text)
    {
        if (Spelling is not null)
        {
            text.Append(Spelling);
            return;
        }

        text.Append(IsObject ? '{' : '[');
        for (var i = 0; i < Children.Count && text.Length < Mutator.LargestFile; i++)
        {
            text.Append(i == 0 ? "" : ",\n");
            if (IsObject)
                text.Append(Children[i].Name).Append(": ");
            Children[i].Value.Write(text);
        }

        text.Append(IsObject ? '}' : ']');
    }

    private static JsonTree Value(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
            return Of(Token(ref reader));
        var node = new JsonTree { IsObject = reader.TokenType == JsonTokenType.StartObject };
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            var name = node.IsObject ? Token(ref reader) : "";
            if (node.IsObject)
                reader.Read();
            node.Children.Add((name, Value(ref reader)));
        }

        return node;
    }

    // A byte a character, so that bytes that are no UTF-8 stay as they are.
    private static string Token(ref Utf8JsonReader reader)
    {
        var spelling = Encoding.Latin1.GetString(reader.ValueSpan);
        return reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? $"\"{spelling}\"" : spelling;
    }
}
