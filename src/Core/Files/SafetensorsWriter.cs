using System.Buffers.Binary;
using System.Text;
using Emotune.Diagnostics;

namespace Emotune.Files;

/// <summary>
/// Writes files as the reference library does: tensors from the most aligned type to the least and by name within a type,
/// the header padded with spaces so that the data begins at a multiple of eight. The same tensors give the same bytes.
/// </summary>
internal static class SafetensorsWriter
{
    private static readonly IReadOnlyDictionary<string, string> PyTorch = new Dictionary<string, string> { ["format"] = "pt" };

    /// <summary>Writes to a temporary file beside <paramref name="path"/> and renames it.</summary>
    /// <param name="metadata"><c>{"format":"pt"}</c> by default, without which Transformers refuses the file; empty for none.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or a tensor's data do not have its shape's size.</exception>
    /// <exception cref="DiagnosticException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        List<NamedTensor> ordered = [.. tensors.OrderByDescending(t => t.Type).ThenBy(t => t.Name, Utf8Order.Instance)];
        var header = Header(ordered, metadata ?? PyTorch);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach (var tensor in ordered)
                stream.Write(tensor.Data.Span);
        });
    }

    private static byte[] Header(List<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var json = new StringBuilder("{");
        if (metadata.Count > 0)
            AppendMetadata(json, metadata);

        var names = new HashSet<string>(StringComparer.Ordinal) { SafetensorsHeader.MetadataKey };
        var start = 0L;
        foreach (var tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"There are two tensors '{tensor.Name}'.", nameof(tensors));
            if (TensorTypes.ElementCount(tensor.Shape) * tensor.Type.ElementBytes() != tensor.Data.Length)
            {
                throw new ArgumentException(
                    $"'{tensor.Name}' of shape {TensorInfo.Describe(tensor.Shape)} has {tensor.Data.Length} bytes.", nameof(tensors));
            }

            AppendKey(json, tensor.Name);
            json.Append("{\"dtype\":\"").Append(tensor.Type.Code()).Append("\",\"shape\":[").AppendJoin(',', tensor.Shape);
            json.Append("],\"data_offsets\":[").Append(start).Append(',').Append(start += tensor.Data.Length).Append("]}");
        }

        return Padded(Encoding.UTF8.GetBytes(json.Append('}').ToString()));
    }

    private static void AppendMetadata(StringBuilder json, IReadOnlyDictionary<string, string> metadata)
    {
        AppendKey(json, SafetensorsHeader.MetadataKey);
        json.Append('{');
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, Utf8Order.Instance))
        {
            AppendKey(json, key);
            AppendString(json, value);
        }

        json.Append('}');
    }

    private static void AppendKey(StringBuilder json, string key)
    {
        if (json[^1] != '{')
            json.Append(',');
        AppendString(json, key);
        json.Append(':');
    }

    // As the reference escapes: no more than JSON demands, which no encoder of System.Text.Json does.
    private static void AppendString(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\t' => json.Append("\\t"),
                '\n' => json.Append("\\n"),
                '\f' => json.Append("\\f"),
                '\r' => json.Append("\\r"),
                < ' ' => json.Append("\\u00").Append(((int)character).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)),
                _ => json.Append(character),
            };
        }

        json.Append('"');
    }

    private static byte[] Padded(byte[] json)
    {
        var length = (json.Length + 7) / 8 * 8;
        var header = new byte[SafetensorsHeader.LengthBytes + length];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        json.CopyTo(header, SafetensorsHeader.LengthBytes);
        header.AsSpan(SafetensorsHeader.LengthBytes + json.Length).Fill((byte)' ');
        return header;
    }

    /// <summary>The order of UTF-8 bytes, which differs from UTF-16's beyond the basic plane.</summary>
    private sealed class Utf8Order : IComparer<string>
    {
        public static Utf8Order Instance { get; } = new();

        public int Compare(string? x, string? y) =>
            Encoding.UTF8.GetBytes(x!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y!));
    }
}
