using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Emotune.Diagnostics;

namespace Emotune.Files;

/// <summary>The one way in which the program's own JSON is written and read.</summary>
internal static class Json
{
    /// <summary>
    /// snake_case names and enums, indented by two, '\n'; an undefined number (NaN) is null.
    /// Reading is strict: a name twice, a missing constructor parameter, null where it is not allowed, or an infinite number is an error.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Frozen(indented: true);

    /// <summary>As <see cref="Options"/>, on one line: for JSON lines.</summary>
    public static JsonSerializerOptions LineOptions { get; } = Frozen(indented: false);

    /// <exception cref="DiagnosticException">The file cannot be read, or is not a <typeparamref name="T"/>.</exception>
    public static T Read<T>(string path) => Parse<T>(Reading(path, () => RegularFile.ReadAllBytes(path)), path, firstLine: 1);

    /// <summary>The values of the first lines of a file of JSON lines.</summary>
    /// <param name="count">At most this many.</param>
    /// <exception cref="DiagnosticException">The file cannot be read, or one of these lines is not a <typeparamref name="T"/>.</exception>
    public static IReadOnlyList<T> ReadLines<T>(string path, int count) =>
        [.. Reading(path, () => File.ReadLines(path).Take(count).ToList())
            .Select((text, i) => Parse<T>(Encoding.UTF8.GetBytes(text), path, firstLine: i + 1))];

    /// <exception cref="DiagnosticException">The file cannot be read, or is not one JSON object without names given twice.</exception>
    public static JsonObject ReadObject(string path)
    {
        var bytes = Reading(path, () => RegularFile.ReadAllBytes(path));
        JsonEncoding.RequireText(bytes, path, firstLine: 1);
        try
        {
            var node = JsonNode.Parse(bytes, null, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return node as JsonObject ?? throw new DiagnosticException(Problems.JsonNotAnObject.In(path));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new DiagnosticException(Invalid(path, error, firstLine: 1));
        }
    }

    /// <summary>Writes the file whole, with a line break at its end.</summary>
    /// <exception cref="DiagnosticException">The file cannot be written.</exception>
    public static void Write<T>(string path, T value) => AtomicFile.WriteText(path, Text(value) + "\n");

    /// <summary>Writes a file of JSON lines whole.</summary>
    /// <exception cref="DiagnosticException">The file cannot be written.</exception>
    public static void WriteLines<T>(string path, IEnumerable<T> values) =>
        AtomicFile.WriteText(path, string.Concat(values.Select(v => Line(v) + "\n")));

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static string Line<T>(T value) => JsonSerializer.Serialize(value, LineOptions);

    private static T Parse<T>(byte[] json, string path, int firstLine)
    {
        JsonEncoding.RequireText(json, path, firstLine);
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options)
                ?? throw new DiagnosticException(Problems.JsonInvalid.At(new SourceLocation(path, firstLine), "it is null."));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new DiagnosticException(Invalid(path, error, firstLine));
        }
    }

    private static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.FileNotRead.In(path, error.Message));
        }
    }

    private static Diagnostic Invalid(string path, Exception error, int firstLine) =>
        error is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
        ? Problems.JsonInvalid.At(new SourceLocation(path, firstLine + (int)line, (int)column + 1), error.Message)
        : Problems.JsonInvalid.In(path, error.Message);

    private static JsonSerializerOptions Frozen(bool indented)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            WriteIndented = indented,
            NewLine = "\n",
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = NullItems.Refused,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
                new UndefinedAsNull(),
            },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>JSON has no NaN, and an undefined figure is not zero.</summary>
    private sealed class UndefinedAsNull : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType switch
            {
                JsonTokenType.Null => double.NaN,
                // Infinite where the text says more than a double can hold; it could not be written again.
                JsonTokenType.Number when reader.GetDouble() is var number && double.IsFinite(number) => number,
                _ => throw new JsonException(),
            };

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsNaN(value))
                writer.WriteNullValue();
            else
                writer.WriteNumberValue(value);
        }
    }
}
