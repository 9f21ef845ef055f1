namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>A column's type as a message has it: in plain words, and then as Parquet writes it.</summary>
internal static class SchemaWords
{
    private const int LongestDeclaration = 200;

    public static string Of(SchemaNode node)
    {
        var declaration = Declaration(node);
        if (declaration.Length > LongestDeclaration)
            declaration = declaration[..LongestDeclaration] + "…";
        return $"{Plain(node, plural: false)}, in Parquet's words '{declaration}'";
    }

    private static string Plain(SchemaNode node, bool plural)
    {
        if (node.Shape != NodeShape.List)
            return Single(node, plural);
        // An element that is itself repeated makes no list within the list.
        var element = node.Element;
        var elements = element.Repetition == Repetition.Repeated ? Single(element, plural: true) : Plain(element, plural: true);
        return $"{(plural ? "lists" : "list")} of {elements}";
    }

    private static string Single(SchemaNode node, bool plural) => node switch
    {
        { Type: not null } => Value(node, plural),
        { Annotation: "MAP" or "MAP_KEY_VALUE", Children: [{ Children: [var key, var value] }] } =>
            $"{(plural ? "maps" : "map")} of {Plain(key, plural: false)} to {Plain(value, plural: false)}",
        _ => $"{(plural ? "structs" : "struct")} of {string.Join(", ", node.Children.Select(c => c.Name))}",
    };

    private static string Value(SchemaNode node, bool plural) => node.Kind switch
    {
        ValueKind.Text => "text",
        ValueKind.Bytes => "bytes",
        ValueKind.Boolean => plural ? "Booleans" : "Boolean",
        ValueKind.Integer => plural ? "integers" : "integer",
        ValueKind.FloatingPoint => plural ? "floating-point numbers" : "floating point",
        _ when node.Annotation is { } annotation => annotation.ToLowerInvariant(),
        _ => Physical(node),
    };

    private static string Declaration(SchemaNode node)
    {
        var annotation = node.Annotation is { } given ? $" ({given})" : "";
        var inner = node.Type is null ? $" {{ {string.Join("; ", node.Children.Select(Declaration))} }}" : "";
        return $"{node.Repetition.ToString().ToLowerInvariant()} {Physical(node)} {node.Name}{annotation}{inner}";
    }

    private static string Physical(SchemaNode node) => node.Type switch
    {
        null => "group",
        PhysicalType.ByteArray => "binary",
        PhysicalType.FixedLengthByteArray => $"fixed_len_byte_array({node.TypeLength})",
        var type => type.ToString()!.ToLowerInvariant(),
    };
}
