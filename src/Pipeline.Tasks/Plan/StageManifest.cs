using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Emotune.Model.Stages;

namespace Emotune.Pipeline.Plan;

/// <summary>What a finished stage was made from and what it made: <c>manifest.json</c>, written last.</summary>
/// <param name="Outputs">By path below the stage's folder, with forward slashes, in ordinal order.</param>
/// <param name="Tools">Versions of what computed it.</param>
internal sealed record StageManifest(
    StageKey Key, SortedDictionary<string, OutputFile> Outputs, SortedDictionary<string, string> Tools)
{
    private const int LongestName = 255, LongestPath = 1023;

    // On Windows also the separators and streams of its own, which would lead out of the folder.
    private static readonly SearchValues<char> NoName = SearchValues.Create(Path.GetInvalidFileNameChars());

    /// <summary>The same bytes for the same manifest; the last entry is the digest of all before it.</summary>
    public byte[] Serialize() => Serialize(Convert.ToHexStringLower(SHA256.HashData(Serialize(""))));

    private byte[] Serialize(string ownDigest)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, StageKey.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("key", Key.Digest);
            json.WriteString("stage", Key.Stage);
            json.WriteNumber("code_version", Key.CodeVersion);
            StageKey.WriteMap(json, "parameters", Key.Parameters);
            StageKey.WriteMap(json, "inputs", Key.Inputs);
            json.WriteStartObject("outputs");
            foreach (var (name, output) in Outputs)
            {
                json.WriteStartObject(name);
                json.WriteString("sha256", output.Sha256);
                json.WriteNumber("bytes", output.Bytes);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            StageKey.WriteMap(json, "tools", Tools);
            json.WriteString("manifest", ownDigest);
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>The folders below the stage's own that it made files in, each after those that it is in.</summary>
    public IEnumerable<string> Folders => Outputs.Keys.SelectMany(FoldersOf).Distinct(StringComparer.Ordinal);

    /// <returns>Null where the bytes are not those that <see cref="Serialize()"/> wrote.</returns>
    public static StageManifest? Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!IsUndamaged(bytes.Span))
            return null;
        try
        {
            using var json = JsonDocument.Parse(bytes);
            var root = json.RootElement;
            var key = new StageKey(
                Text(root.GetProperty("stage")),
                root.GetProperty("code_version").GetInt32(),
                Map(root.GetProperty("parameters")),
                Map(root.GetProperty("inputs")));
            var outputs = new SortedDictionary<string, OutputFile>(StringComparer.Ordinal);
            foreach (var output in root.GetProperty("outputs").EnumerateObject())
            {
                var (digest, size) = (Text(output.Value.GetProperty("sha256")), output.Value.GetProperty("bytes").GetInt64());
                outputs.Add(output.Name, new OutputFile(digest, size));
            }

            var manifest = new StageManifest(key, outputs, Map(root.GetProperty("tools")));
            return outputs.All(o => IsPlainPath(o.Key) && IsDigest(o.Value.Sha256)) && !manifest.Folders.Any(manifest.IsFile)
                ? manifest
                : null;
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or ArgumentException)
        {
            return null;
        }
    }

    // Serialize computed the digest of these very bytes with nothing between the last quotes.
    private static bool IsUndamaged(ReadOnlySpan<byte> bytes)
    {
        var digest = bytes.Length - End.Length - 2 * SHA256.HashSizeInBytes;
        if (digest < 0 || !bytes.EndsWith(End))
            return false;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes[..digest]);
        hash.AppendData(End);
        return bytes[digest..^End.Length].SequenceEqual(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    private static ReadOnlySpan<byte> End => "\"\n}\n"u8;

    // A manifest from elsewhere must name neither files outside of its folder nor what no file system takes for a name.
    private static IEnumerable<string> FoldersOf(string path) =>
        path.Select((c, at) => (c, at)).Where(p => p.c == '/').Select(p => path[..p.at]);

    private static bool IsPlainPath(string path) =>
        Encoding.UTF8.GetByteCount(path) <= LongestPath && path.Split('/').All(IsPlainName);

    private bool IsFile(string name) => name is StageLayout.Manifest or StageLayout.Cost || Outputs.ContainsKey(name);

    private static bool IsPlainName(string name) =>
        name.Length > 0 && name is not ("." or "..") && !name.AsSpan().ContainsAny(NoName)
        && Encoding.UTF8.GetByteCount(name) <= LongestName;

    // Contents are stored under their digests: anything else would be a path.
    private static bool IsDigest(string text) => text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigitLower);

    private static string Text(JsonElement json) => json.GetString() ?? throw new JsonException("It is null.");

    private static SortedDictionary<string, string> Map(JsonElement json)
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in json.EnumerateObject())
            map.Add(entry.Name, Text(entry.Value));
        return map;
    }
}

/// <summary>A file that a stage made.</summary>
internal sealed record OutputFile(string Sha256, long Bytes);
