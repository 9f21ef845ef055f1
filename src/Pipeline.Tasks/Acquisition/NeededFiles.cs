using System.Text.Json.Nodes;
using Emotune.Model.Stages;

namespace Emotune.Pipeline.Acquisition;

/// <summary>Which files of a model are read. Nothing else is fetched, and pickled weights never are.</summary>
internal static class NeededFiles
{
    /// <summary>Every name that is known without a look at the model, the weights last.</summary>
    public static IReadOnlyList<string> Names => ModelLayout.Names;

    /// <summary>The files of which one is enough to know the word pieces.</summary>
    public static IReadOnlyList<string> Vocabulary => ModelLayout.Vocabularies;

    /// <summary>The one file that can be a tokenizer by itself.</summary>
    public static string Tokenizer => Vocabulary[0];

    public static readonly IReadOnlyList<string> Pickled = ["pytorch_model.bin", "pytorch_model.bin.index.json"];

    /// <summary>Whether a file can be among those that are read: one of the names, or a shard.</summary>
    public static bool CanBeNeeded(string name) => Names.Contains(name) || IsPlainName(name) && IsSafetensors(name);

    /// <summary>Of the files that there are, those that are read apart from an index's shards.</summary>
    public static IEnumerable<string> NeededOf(Func<string, bool> isThere) =>
        Names.Where(n => isThere(n) && !(n == ModelLayout.WeightIndex && isThere(ModelLayout.Weights)));

    /// <summary>Whether there is what a model cannot be without: an encoder with its configuration, or an adapter with its own.</summary>
    public static bool IsModel(Func<string, bool> isThere) =>
        isThere(ModelLayout.Configuration) && (isThere(ModelLayout.Weights) || isThere(ModelLayout.WeightIndex)) || IsAdapter(isThere);

    public static bool IsAdapter(Func<string, bool> isThere) =>
        isThere(ModelLayout.AdapterConfiguration) && isThere(ModelLayout.AdapterWeights);

    /// <summary>The names of the files that an index names, in ordinal order; null where it is no index.</summary>
    public static IReadOnlyList<string>? Shards(byte[] index) => Read<IReadOnlyList<string>?>(index, null, root =>
        root["weight_map"] is JsonObject { Count: > 0 } map
            ? [.. map.Select(e => e.Value is JsonValue v ? v.GetValue<string>() : "")
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            : null);

    /// <summary>Whether a configuration is one of a classifier; true where it cannot be read.</summary>
    public static bool IsClassifier(byte[] configuration) => Read(configuration, true, root => root.ContainsKey("problem_type"));

    /// <summary>A shard lies beside its index. Whatever could lead elsewhere on some system is no plain name.</summary>
    public static bool IsPlainName(string name) => name.Length is > 0 and <= 200 && name[0] != '.' && name[^1] is not ('.' or ' ')
        && name.All(c => c is >= ' ' and not ('/' or '\\' or ':' or '\u007f'));

    public static bool IsSafetensors(string name) => name.EndsWith(".safetensors", StringComparison.Ordinal);

    private static T Read<T>(byte[] json, T otherwise, Func<JsonObject, T> read)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject root ? read(root) : otherwise;
        }
        catch (Exception problem) when (problem is System.Text.Json.JsonException or InvalidOperationException
            or ArgumentException or FormatException)
        {
            return otherwise;
        }
    }
}
