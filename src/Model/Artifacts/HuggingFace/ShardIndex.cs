using System.Text.Json;
using System.Text.Json.Nodes;
using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>A <c>model.safetensors.index.json</c>: which of several files holds which tensor.</summary>
internal static class ShardIndex
{
    /// <summary>The shards, opened, in ordinal order of their names; what they hold is what the index says.</summary>
    /// <exception cref="DiagnosticException">The index is not valid, a shard is missing or broken, or the two disagree.</exception>
    public static List<SafetensorsFile> Open(string path)
    {
        var map = ReadMap(path);
        List<SafetensorsFile> shards = [];
        try
        {
            foreach (var shard in Shards(map, path))
            {
                if (!File.Exists(shard))
                    throw new DiagnosticException(Problems.ShardMissing.In(path, Path.GetFileName(shard)));
                shards.Add(SafetensorsFile.Open(shard));
            }

            Check(map, shards, path);
            return shards;
        }
        catch
        {
            shards.ForEach(s => s.Dispose());
            throw;
        }
    }

    /// <summary>The shards' paths, in ordinal order.</summary>
    /// <exception cref="DiagnosticException">The index is not valid.</exception>
    public static IEnumerable<string> FilesOf(string path) => Shards(ReadMap(path), path);

    private static IEnumerable<string> Shards(Dictionary<string, string> map, string path) =>
        map.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => Path.Combine(Path.GetDirectoryName(path)!, name));

    private static Dictionary<string, string> ReadMap(string path)
    {
        if (Json.ReadObject(path)["weight_map"] is not JsonObject { Count: > 0 } entries)
            throw new DiagnosticException(Problems.ShardIndexInvalid.In(path, "weight_map"));
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, node) in entries)
        {
            // A shard lies beside its index: a path could lead anywhere.
            if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.String
                || value.GetValue<string>() is not { Length: > 0 } file || file is "." or ".."
                || file.AsSpan().ContainsAny('/', '\\', '\0'))
            {
                throw new DiagnosticException(Problems.ShardIndexInvalid.In(path, $"weight_map.{name}"));
            }

            map.Add(name, file);
        }

        return map;
    }

    private static void Check(Dictionary<string, string> map, List<SafetensorsFile> shards, string path)
    {
        var holders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var shard in shards)
        {
            var file = Path.GetFileName(shard.Path);
            foreach (var name in shard.Tensors.Keys)
            {
                if (!holders.TryAdd(name, file))
                    throw new DiagnosticException(Problems.ShardTensorTwice.In(path, name, holders[name], file));
                if (!map.ContainsKey(name))
                    throw new DiagnosticException(Problems.ShardTensorNotListed.In(path, name, file));
            }
        }

        foreach (var (name, file) in map)
        {
            if (holders.GetValueOrDefault(name) != file)
                throw new DiagnosticException(Problems.ShardTensorAbsent.In(path, name, file));
        }
    }
}
