using System.Globalization;
using System.Text.Json;

namespace Emotune.Model.Data;

/// <summary>The labels' names in the order of their ids: <c>label_map.json</c>.</summary>
public sealed record LabelMap(IReadOnlyList<string> Labels);

/// <summary>How Prepare writes its small files: the same bytes for the same values on every machine.</summary>
internal static class DataFiles
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonSerializerOptions Lines = new(Json) { WriteIndented = false };

    public static void WriteJson<T>(string path, T value) => File.WriteAllText(path, JsonSerializer.Serialize(value, Json) + "\n");

    public static void WriteJsonLines<T>(string path, IEnumerable<T> values) =>
        File.WriteAllText(path, string.Concat(values.Select(v => JsonSerializer.Serialize(v, Lines) + "\n")));

    /// <inheritdoc cref="Read{T}"/>
    public static T ReadJson<T>(string path)
        where T : class => Read(path, () => Parse<T>(File.ReadAllText(path), Json));

    /// <summary>The values of the first lines.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public static IReadOnlyList<T> ReadJsonLines<T>(string path, int count)
        where T : class => Read(path, () => File.ReadLines(path).Take(count).Select(line => Parse<T>(line, Lines)).ToList());

    private static T Parse<T>(string json, JsonSerializerOptions options)
        where T : class => JsonSerializer.Deserialize<T>(json, options) ?? throw new JsonException("it holds null.");

    /// <exception cref="DiagnosticException">EXP3001 where the file is missing, EXP3025 where it is not one that Prepare wrote.</exception>
    private static T Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Diagnostics.DataFileUnreadable.In(path, path, e.Message));
        }
        catch (JsonException e)
        {
            throw new DiagnosticException(Diagnostics.PreparedFileInvalid.In(path, e.Message));
        }
    }

    /// <summary>A row for each label: its id, its name, and how many rows of each split carry it.</summary>
    public static void WriteLabelFrequencies(string path, DatasetStatistics statistics)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        writer.WriteLine("id,label,train,validation,test");
        foreach (var (id, label) in statistics.Labels.Index())
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{id},{Quote(label.Name)},{label.TrainPositives},{label.ValidationPositives},{label.TestPositives}"));
        }
    }

    private static string Quote(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
