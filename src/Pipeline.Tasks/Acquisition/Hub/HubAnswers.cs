using System.Text.Json;
using Emotune.Diagnostics;

namespace Emotune.Pipeline.Acquisition.Hub;

/// <summary>Reads what a hub answers. Whatever becomes part of a path is checked here.</summary>
internal static class HubAnswers
{
    /// <exception cref="DiagnosticException">EXP2047: it is not the answer of a hub.</exception>
    public static string Commit(byte[] json, Uri address) => Read(json, address, root =>
        root.ValueKind == JsonValueKind.Object && Text(root, "sha") is { } commit && IsHex(commit, 40)
            ? commit.ToLowerInvariant()
            : throw Invalid(address, "it has no 'sha' of 40 hexadecimal digits"));

    /// <exception cref="DiagnosticException">EXP2047: it is not the answer of a hub.</exception>
    public static IReadOnlyList<HubFile> Files(byte[] json, Uri address) => Read<IReadOnlyList<HubFile>>(json, address, root =>
        root.ValueKind == JsonValueKind.Array
            ? [.. root.EnumerateArray().Where(e => Text(e, "type") == "file").Select(e => File(e, address))]
            : throw Invalid(address, "it is not a list of files"));

    public static bool IsHex(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigit);

    private static HubFile File(JsonElement entry, Uri address)
    {
        var isLarge = entry.TryGetProperty("lfs", out var lfs) && lfs.ValueKind == JsonValueKind.Object;
        var holder = isLarge ? lfs : entry;
        return Text(entry, "path") is { Length: > 0 } name
            && Text(holder, "oid") is { } digest && IsHex(digest, isLarge ? 64 : 40)
            && holder.TryGetProperty("size", out var size) && size.TryGetInt64(out var bytes) && bytes >= 0
            ? new HubFile(name, bytes, digest.ToLowerInvariant())
            : throw Invalid(address, "a file has no 'path', 'size' or 'oid'");
    }

    private static string? Text(JsonElement entry, string key) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static T Read<T>(byte[] json, Uri address, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw Invalid(address, "it is not JSON");
        }
    }

    private static DiagnosticException Invalid(Uri address, string why) => new(Problems.HubAnswerInvalid.Given(address, why));
}
