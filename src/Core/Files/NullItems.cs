using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Emotune.Files;

/// <summary>
/// Refuses null as an item of a list or as a value by name: the serializer respects nullable annotations of properties, not of what is
/// in a collection. Undefined numbers stay what they are.
/// </summary>
internal static class NullItems
{
    public static IJsonTypeInfoResolver Refused { get; } = new DefaultJsonTypeInfoResolver { Modifiers = { Refuse } };

    private static void Refuse(JsonTypeInfo type)
    {
        if (type.ElementType is not { IsValueType: false })
            return;
        if (type.Kind == JsonTypeInfoKind.Enumerable)
            type.OnDeserialized = read => Require((IEnumerable)read);
        // Read-only dictionaries too are made as a Dictionary.
        else if (type.Kind == JsonTypeInfoKind.Dictionary)
            type.OnDeserialized = read => Require(((IDictionary)read).Values);
    }

    private static void Require(IEnumerable items)
    {
        foreach (var item in items)
        {
            if (item is null)
                throw new JsonException("An item is null.");
        }
    }
}
