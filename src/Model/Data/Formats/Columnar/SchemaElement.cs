namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>A column or group as a file's schema lists it.</summary>
internal sealed record SchemaElement(
    string Name, PhysicalType? Type, int TypeLength, Repetition Repetition, int ChildCount, string? Annotation)
{
    private const int LastType = (int)PhysicalType.FixedLengthByteArray, LastRepetition = (int)Repetition.Repeated;

    // In the order of Parquet's ConvertedType, the text of the first by its present name.
    private static readonly string[] ConvertedTypes = [
        "STRING", "MAP", "MAP_KEY_VALUE", "LIST", "ENUM", "DECIMAL", "DATE", "TIME_MILLIS", "TIME_MICROS", "TIMESTAMP_MILLIS",
        "TIMESTAMP_MICROS", "UINT_8", "UINT_16", "UINT_32", "UINT_64", "INT_8", "INT_16", "INT_32", "INT_64", "JSON", "BSON", "INTERVAL",
    ];

    // By the field of Parquet's LogicalType.
    private static readonly string?[] LogicalTypes = [
        null, "STRING", "MAP", "LIST", "ENUM", "DECIMAL", "DATE", "TIME", "TIMESTAMP", null, "INTEGER", "UNKNOWN", "JSON", "BSON", "UUID",
        "FLOAT16", "VARIANT", "GEOMETRY", "GEOGRAPHY",
    ];

    public static SchemaElement Read(ref ThriftReader reader)
    {
        var element = new SchemaElement("", null, 0, Repetition.Required, 0, null);
        string? logical = null;
        for (var field = 0; reader.Next(ref field, out var type);)
        {
            switch (field)
            {
                case 1: element = element with { Type = (PhysicalType)Known(reader.Int32(), LastType) }; break;
                case 2: element = element with { TypeLength = reader.Int32() }; break;
                case 3: element = element with { Repetition = (Repetition)Known(reader.Int32(), LastRepetition) }; break;
                case 4: element = element with { Name = reader.Text() }; break;
                case 5: element = element with { ChildCount = reader.Int32() }; break;
                case 6: element = element with { Annotation = ConvertedTypes[Known(reader.Int32(), ConvertedTypes.Length - 1)] }; break;
                case 10: logical = ReadLogical(ref reader); break;
                default: reader.Skip(type); break;
            }
        }

        // Integers of a logical type have a converted one beside it, which says how many bits.
        return logical is null or "INT" && element.Annotation is not null ? element : element with { Annotation = logical };
    }

    /// <summary>A union: a structure of one field, whose number is the type.</summary>
    private static string? ReadLogical(ref ThriftReader reader)
    {
        string? logical = null;
        for (var field = 0; reader.Next(ref field, out var type);)
        {
            logical = field < LogicalTypes.Length ? LogicalTypes[field] : $"LOGICAL_TYPE_{field}";
            reader.Skip(type);
        }

        return logical == "INTEGER" ? "INT" : logical;
    }

    private static int Known(int value, int last) =>
        value >= 0 && value <= last ? value : throw new InvalidDataException($"its schema has a type of the unknown number {value}.");
}
