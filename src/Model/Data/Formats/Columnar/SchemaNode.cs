namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>How often a column or group occurs, in Parquet's numbers.</summary>
internal enum Repetition
{
    Required, Optional, Repeated,
}

/// <summary>How a column's values are stored, in Parquet's numbers.</summary>
internal enum PhysicalType
{
    Boolean, Int32, Int64, Int96, Float, Double, ByteArray, FixedLengthByteArray,
}

/// <summary>What a column's values are.</summary>
internal enum ValueKind
{
    Text, Bytes, Boolean, Integer, FloatingPoint, Other,
}

/// <summary>What a column or group is as a whole.</summary>
internal enum NodeShape
{
    Value, List, Map, Struct,
}

/// <summary>A column or a group of columns of a Parquet schema.</summary>
internal sealed class SchemaNode
{
    public required string Name { get; init; }

    public required Repetition Repetition { get; init; }

    /// <summary>Null for a group.</summary>
    public required PhysicalType? Type { get; init; }

    /// <summary>The bytes of a value of fixed length.</summary>
    public int TypeLength { get; init; }

    /// <summary>Parquet's name of what the values mean, such as <c>STRING</c>; null where it says nothing.</summary>
    public string? Annotation { get; init; }

    public IReadOnlyList<SchemaNode> Children { get; init; } = [];

    /// <summary>The definition level from which on this node has a value.</summary>
    public required int DefinitionLevel { get; init; }

    /// <summary>How many of this node and those above it are repeated.</summary>
    public required int RepetitionLevel { get; init; }

    /// <summary>A column's place among the schema's columns.</summary>
    public int Column { get; init; }

    public ValueKind Kind => (Type, Annotation) switch
    {
        (PhysicalType.Boolean, null) => ValueKind.Boolean,
        (PhysicalType.Int32 or PhysicalType.Int64, null or ['I', 'N', 'T', ..] or ['U', 'I', 'N', 'T', ..]) => ValueKind.Integer,
        (PhysicalType.Float or PhysicalType.Double, null) => ValueKind.FloatingPoint,
        (PhysicalType.ByteArray, "STRING" or "ENUM" or "JSON") => ValueKind.Text,
        (PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray, null or "BSON") => ValueKind.Bytes,
        _ => ValueKind.Other,
    };

    public NodeShape Shape =>
        Repetition == Repetition.Repeated ? NodeShape.List
        : Type is not null ? NodeShape.Value
        : Annotation is "MAP" or "MAP_KEY_VALUE" ? NodeShape.Map
        : Annotation == "LIST" && Children is [{ Repetition: Repetition.Repeated }] ? NodeShape.List
        : NodeShape.Struct;

    /// <summary>
    /// A list's element. A repeated group of one field is only there for the list's sake, save under the names that older writers give
    /// to structs of one field; so Parquet's rules for older files.
    /// </summary>
    public SchemaNode Element
    {
        get
        {
            if (Repetition == Repetition.Repeated)
                return this;
            var inner = Children[0];
            var isElement = inner.Type is not null || inner.Children is not [{ Repetition: not Repetition.Repeated }]
                || inner.Name == "array" || inner.Name == Name + "_tuple";
            return isElement ? inner : inner.Children[0];
        }
    }

    /// <summary>The definition level from which on a list is there, if only as an empty one.</summary>
    public int ListLevel => Repetition == Repetition.Repeated ? DefinitionLevel - 1 : DefinitionLevel;

    /// <summary>The definition level from which on a list has an element, if only one without a value.</summary>
    public int ElementLevel => Repetition == Repetition.Repeated ? DefinitionLevel : Children[0].DefinitionLevel;

    /// <summary>Whether a row has one value of a kind.</summary>
    public bool IsValueOf(params ReadOnlySpan<ValueKind> kinds) =>
        Shape == NodeShape.Value && RepetitionLevel == 0 && kinds.Contains(Kind);

    /// <summary>Whether a row has a list of values of a kind.</summary>
    public bool IsListOf(params ReadOnlySpan<ValueKind> kinds) =>
        Shape == NodeShape.List && Element is { Type: not null, RepetitionLevel: 1 } element && kinds.Contains(element.Kind);
}
