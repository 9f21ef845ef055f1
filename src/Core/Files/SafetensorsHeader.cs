using System.Text.Json;
using System.Text.Unicode;
using Emotune.Diagnostics;

namespace Emotune.Files;

/// <summary>
/// A safetensors header: a JSON object of name → dtype, shape, data_offsets, with <c>__metadata__</c> of strings.
/// Read by hand, since a JSON deserializer keeps the last of two tensors of one name and says nothing.
/// </summary>
internal sealed class SafetensorsHeader
{
    public const int LengthBytes = 8;
    public const long MaximumBytes = 100_000_000;
    public const string MetadataKey = "__metadata__";

    private readonly string _path;

    private SafetensorsHeader(string path) => _path = path;

    public List<TensorInfo> Tensors { get; } = [];

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, string path)
    {
        if (!Utf8.IsValid(json))
            throw new DiagnosticException(Problems.HeaderNotUtf8.In(path));
        if (json.IsEmpty || json[0] != (byte)'{')
            throw new DiagnosticException(Problems.HeaderNotAnObject.In(path));

        var header = new SafetensorsHeader(path);
        try
        {
            header.Read(json);
        }
        // GetString throws the latter for an escaped half of a surrogate pair.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new DiagnosticException(Problems.HeaderNotJson.In(path, error.Message));
        }

        return header;
    }

    private void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var names = new HashSet<string>(StringComparer.Ordinal);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!names.Add(name))
                throw Error(Problems.HeaderNameTwice, name);
            reader.Read();
            if (name == MetadataKey)
                ReadMetadata(ref reader);
            else
                Tensors.Add(ReadTensor(ref reader, name));
        }

        // Reads on to the end, so that text after the object is an error.
        while (reader.Read()) { }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Error(Problems.HeaderMetadataInvalid, MetadataKey);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw Error(Problems.HeaderMetadataInvalid, key);
            if (!Metadata.TryAdd(key, reader.GetString()!))
                throw Error(Problems.HeaderNameTwice, $"{MetadataKey}.{key}");
        }
    }

    private TensorInfo ReadTensor(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Error(Problems.HeaderEntryInvalid, name);

        string? code = null;
        long[]? shape = null;
        long[]? offsets = null;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            if (!keys.Add(key))
                throw Error(Problems.HeaderNameTwice, $"{name}.{key}");
            reader.Read();
            switch (key)
            {
                case "dtype": code = ReadCode(ref reader, name); break;
                case "shape": shape = ReadNumbers(ref reader, Problems.TensorShapeInvalid, name); break;
                case "data_offsets": offsets = ReadNumbers(ref reader, Problems.TensorOffsetsInvalid, name); break;
                default: reader.Skip(); break;
            }
        }

        if (code is null || shape is null || offsets is null)
            throw Error(Problems.HeaderEntryInvalid, name);
        if (!TensorTypes.TryParse(code, out var type))
            throw Error(Problems.TensorTypeUnknown, name, code, string.Join(", ", TensorTypes.Codes));
        if (offsets.Length != 2 || offsets[1] < offsets[0])
            throw Error(Problems.TensorOffsetsInvalid, name);
        return new TensorInfo(name, type, shape, offsets[0], offsets[1]);
    }

    private string ReadCode(ref Utf8JsonReader reader, string name) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Error(Problems.HeaderEntryInvalid, name);

    private long[] ReadNumbers(ref Utf8JsonReader reader, DiagnosticKind otherwise, string name)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Error(otherwise, name);
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
                throw Error(otherwise, name);
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private DiagnosticException Error(DiagnosticKind kind, params object?[] given) => new(kind.In(_path, given));
}
