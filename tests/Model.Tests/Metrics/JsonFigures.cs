using System.Text.Json;
using System.Text.Json.Nodes;

namespace Emotune.Model.Tests.Metrics;

/// <summary>Compares every number of an expected JSON tree with a computed one of the same shape.</summary>
public static class JsonFigures
{
    /// <returns>How many figures were compared.</returns>
    public static int Compare(JsonElement expected, JsonNode? computed, double tolerance, string path)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                var properties = Assert.IsType<JsonObject>(computed);
                return expected.EnumerateObject().Sum(p =>
                {
                    Assert.True(properties.ContainsKey(p.Name), $"{path}.{p.Name}: nothing is computed");
                    return Compare(p.Value, properties[p.Name], tolerance, $"{path}.{p.Name}");
                });
            case JsonValueKind.Array:
                var items = Assert.IsType<JsonArray>(computed);
                Assert.True(
                    expected.GetArrayLength() == items.Count, $"{path}: {expected.GetArrayLength()} expected, {items.Count} computed");
                return expected.EnumerateArray().Select((item, i) => Compare(item, items[i], tolerance, $"{path}[{i}]")).Sum();
            case JsonValueKind.Null:
                Assert.True(computed is null, $"{path}: undefined expected, {computed} computed");
                return 1;
            default:
                Assert.True(computed is not null, $"{path}: {expected} expected, undefined computed");
                var (want, have) = (expected.GetDouble(), computed!.GetValue<double>());
                Assert.True(
                    Math.Abs(want - have) <= tolerance, FormattableString.Invariant($"{path}: {want:R} expected, {have:R} computed"));
                return 1;
        }
    }

    public static JsonArray Array(IEnumerable<JsonNode?> items) => [.. items];

    public static JsonArray Numbers(IEnumerable<double> items) => [.. items.Select(v => (JsonNode)JsonValue.Create(v))];

    public static JsonNode? Number(double? value) => value is { } v ? JsonValue.Create(v) : null;
}
