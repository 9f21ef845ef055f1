using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Emotune.Pipeline.Spec.Resolution;

namespace Emotune.Pipeline.Spec.Schema;

/// <summary>Writes the table of keys as JSON schema, draft-07, by which editors complete and check experiment files.</summary>
internal static class JsonSchemaWriter
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of <c>experiments/experiment.schema.json</c>.</summary>
    public static string Write()
    {
        var definitions = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        var root = Block(SpecSchema.Root, definitions);
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Emotune experiment",
            ["description"] = "An experiment compares several runs on one data set and one backbone. "
                + "This schema is generated from the table of keys in src/Pipeline.Tasks/Spec/Schema. Do not edit it.",
        };
        foreach ((var name, var node) in root)
            schema[name] = node!.DeepClone();
        schema["definitions"] = new JsonObject(definitions.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value)));
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Block(BlockType block, SortedDictionary<string, JsonObject> definitions)
    {
        var properties = new JsonObject();
        foreach (var key in block.Keys)
            properties[key.Name] = Key(key, definitions);
        var written = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        // A matrix may bring what a run is required to have.
        if (block.Keys.Where(k => k is { IsRequired: true, NotRequiredBeside: null }).ToArray() is { Length: > 0 } required
            && block != RunSchema.Run)
        {
            written["required"] = new JsonArray([.. required.Select(k => (JsonNode)k.Name)]);
        }

        if (block.Keys.FirstOrDefault(k => k is { IsRequired: true, NotRequiredBeside: not null }) is { } either)
            written["anyOf"] = new JsonArray(Requires(either.Name), Requires(either.NotRequiredBeside!));
        return written;
    }

    private static JsonObject Requires(string key) => new() { ["required"] = new JsonArray(key) };

    private static JsonObject Key(SchemaKey key, SortedDictionary<string, JsonObject> definitions)
    {
        var type = Type(key.Type, definitions);
        // Draft-07 ignores whatever stands beside a reference, so the description would be lost.
        var written = type.ContainsKey("$ref") ? new JsonObject { ["allOf"] = new JsonArray(type) } : type;
        written.Insert(0, "description", Describe(key));
        if (key.Default is not null)
            written["default"] = Default(key);
        return written;
    }

    /// <summary>The description, and with which values of other keys this one applies.</summary>
    internal static string Describe(SchemaKey key) => key.Description
        + (key.OnlyWith is { } only ? $" This key applies only if {Holds(only)}." : "")
        + (key.RequiredWith is { } required ? $" This key is required if {Holds(required)}{Unless(key)}." : "")
        + (key is { IsRequired: true, NotRequiredBeside: { } instead } ? $" This key is required unless {instead} is given." : "")
        + (key.OnlyBeside is { } beside ? $" This key applies only if {beside} is given." : "")
        + (key.Without is { } without ? $" This key cannot be combined with {without}." : "");

    private static string Unless(SchemaKey key) => key.NotRequiredBeside is { } sibling ? $", unless {sibling} is given" : "";

    private static string Holds(Condition condition) => $"{condition.Key} is {Alternatives(condition.Values)}";

    private static string Alternatives(string[] values) =>
        values.Length == 1 ? values[0] : $"{string.Join(", ", values[..^1])} or {values[^1]}";

    private static JsonObject Type(SchemaType type, SortedDictionary<string, JsonObject> definitions) => type switch
    {
        BlockType block => Reference(block, definitions),
        MapType map => Map(map, definitions),
        ListType list => List(list, definitions),
        EitherType either =>
            new JsonObject { ["oneOf"] = new JsonArray(Type(either.First, definitions), Type(either.Second, definitions)) },
        IntegerType integer => new JsonObject
        {
            ["type"] = "integer",
            ["minimum"] = (long)integer.Range.Minimum,
            ["maximum"] = (long)integer.Range.Maximum,
        },
        NumberType number => new JsonObject
        {
            ["type"] = "number",
            [number.Range.AboveMinimum ? "exclusiveMinimum" : "minimum"] = number.Range.Minimum,
            [number.Range.BelowMaximum ? "exclusiveMaximum" : "maximum"] = number.Range.Maximum,
        },
        FlagType => new JsonObject { ["type"] = "boolean" },
        ChoiceType choice => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. choice.Values.Select(v => (JsonNode)v)]) },
        FormType form => new JsonObject { ["type"] = "string", ["pattern"] = form.Pattern },
        NameType => new JsonObject { ["type"] = "string", ["pattern"] = NameType.Pattern },
        OptionalTextType => new JsonObject { ["type"] = new JsonArray("string", "null"), ["minLength"] = 1 },
        PatternType => new JsonObject { ["type"] = "string", ["format"] = "regex", ["minLength"] = 1 },
        _ => new JsonObject { ["type"] = "string", ["minLength"] = 1 },
    };

    private static JsonObject Reference(BlockType block, SortedDictionary<string, JsonObject> definitions)
    {
        if (!definitions.ContainsKey(block.Name))
        {
            definitions[block.Name] = [];
            definitions[block.Name] = Block(block, definitions);
        }

        return new JsonObject { ["$ref"] = $"#/definitions/{block.Name}" };
    }

    private static JsonObject Map(MapType map, SortedDictionary<string, JsonObject> definitions) => new()
    {
        ["type"] = "object",
        ["minProperties"] = map.MinimumCount,
        ["propertyNames"] = Type(map.Key, definitions),
        ["additionalProperties"] = Type(map.Value, definitions),
    };

    private static JsonObject List(ListType list, SortedDictionary<string, JsonObject> definitions) => new()
    {
        ["type"] = "array",
        ["minItems"] = list.MinimumCount,
        ["uniqueItems"] = list.IsSet,
        ["items"] = Type(list.Item, definitions),
    };

    private static JsonNode? Default(SchemaKey key) => Node(Completion.Default(key)!);

    private static JsonNode? Node(CheckedNode node) => node switch
    {
        CheckedValue { Value: string text } => text,
        CheckedValue { Value: bool flag } => flag,
        CheckedValue { Value: long number } => number,
        CheckedValue { Value: double number } => number,
        CheckedList list => new JsonArray([.. list.Items.Select(Node)]),
        CheckedBlock block => new JsonObject(block.Entries.Select(e => KeyValuePair.Create(e.Key, Node(e.Node)))),
        _ => throw new InvalidOperationException("A default is never faulty."),
    };
}
