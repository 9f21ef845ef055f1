using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emotune.Calibration;

/// <summary>
/// A map as an object with its method and its parameters by name. The parameters of the first five methods stand in each, null where
/// they are another method's, as they did when all maps were one type; so files of then and now read and are the same.
/// </summary>
internal sealed class CalibrationMapConverter : JsonConverter<CalibrationMap>
{
    private const string Method = nameof(Method);

    private static readonly string[] AlwaysWritten =
    [
        nameof(TemperatureMap.Temperature), nameof(PlattMap.Scale), nameof(PlattMap.Shift), nameof(IsotonicMap.Knots),
        nameof(BetaMap.PositiveScale), nameof(BetaMap.NegativeScale),
    ];

    /// <inheritdoc/>
    public override CalibrationMap Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Read(JsonSerializer.Deserialize<JsonElement>(ref reader, options), options);
        }
        catch (JsonException error) when (error.LineNumber is not null)
        {
            // Its line is counted from the map's own start; without one the file's is filled in.
            throw new JsonException("A calibration's map has a name twice or a value of the wrong type.", error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CalibrationMap value, JsonSerializerOptions options)
    {
        var parameters = options.GetTypeInfo(value.GetType()).Properties.ToDictionary(p => p.Name);
        writer.WriteStartObject();
        writer.WritePropertyName(Named(Method, options));
        JsonSerializer.Serialize(writer, CalibrationMethods.Of(value), options);
        foreach (var name in AlwaysWritten.Select(n => Named(n, options)).Union(parameters.Keys))
        {
            writer.WritePropertyName(name);
            if (parameters.TryGetValue(name, out var parameter))
                JsonSerializer.Serialize(writer, parameter.Get!(value), parameter.PropertyType, options);
            else
                writer.WriteNullValue();
        }
        writer.WriteEndObject();
    }

    private static CalibrationMap Read(JsonElement map, JsonSerializerOptions options)
    {
        if (map.ValueKind != JsonValueKind.Object || !map.TryGetProperty(Named(Method, options), out var name))
            throw new JsonException("A calibration's map is an object that names its method.");
        var method = name.Deserialize<CalibrationMethod>(options);
        if (!Enum.IsDefined(method))
            throw new JsonException($"'{name}' is not a calibration method.");
        var type = CalibrationMethods.MapOf(method);
        foreach (var parameter in options.GetTypeInfo(type).Properties)
        {
            if (!map.TryGetProperty(parameter.Name, out var value) || value.ValueKind == JsonValueKind.Null)
                throw new JsonException($"The map of method '{name}' lacks its '{parameter.Name}'.");
        }
        var read = (CalibrationMap)map.Deserialize(type, options)!;
        return read.IsSound ? read : throw new JsonException($"The map of method '{name}' gives no probability.");
    }

    private static string Named(string name, JsonSerializerOptions options) =>
        options.PropertyNamingPolicy?.ConvertName(name) ?? name;
}
