using System.Text.Json.Nodes;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Network;
using Xunit.Abstractions;

namespace Emotune.Model.Tests.Network;

/// <summary>The oracles' models and adapters that are followed here, and how many of each family there are.</summary>
/// <remarks>What is not followed has to be refused with a code: <see cref="Artifacts.ConfigOracleTests"/>.</remarks>
internal static class OracleCases
{
    /// <summary>The files of a name or pattern beside models of families that are followed.</summary>
    public static IReadOnlyList<string> Models(string pattern) =>
        [.. SharedFiles.OracleFiles(pattern, "models").Where(f => IsFollowedModel(Path.GetDirectoryName(f)!))];

    /// <summary>The files of a name or pattern beside adapters of a kind and over models that are followed.</summary>
    public static IReadOnlyList<string> Adapters(string pattern) =>
        [.. SharedFiles.OracleFiles(pattern, "adapters").Where(f => IsFollowedAdapter(Path.GetDirectoryName(f)!))];

    /// <summary>The folder of the model that an adapter was trained over.</summary>
    public static string Backbone(string adapter)
    {
        // The reference wrote it with the oracles' folder as its own; else the family's folder has the name of its model.
        var written = Read(adapter, AdapterConfig.FileName)["base_model_name_or_path"]?.GetValue<string>() ?? "";
        return SharedFiles.OracleOrSharedFolder(written) is var folder && written.Length > 0 && Directory.Exists(folder)
            ? folder
            : SharedFiles.OracleOrSharedFolder("models", Path.GetFileName(Path.GetDirectoryName(adapter))!);
    }

    /// <summary>Writes how many cases there are of each kind and family.</summary>
    /// <param name="files">Of cases, in their models' or adapters' folders.</param>
    public static void WriteCounts(this ITestOutputHelper output, string kind, IReadOnlyList<string> files)
    {
        foreach (var family in files.GroupBy(f => Family(Path.GetDirectoryName(f)!), StringComparer.Ordinal))
            output.WriteLine($"{kind}, {family.Key}: {family.Count()}");
        output.WriteLine($"{kind}: {files.Count}");
    }

    public static bool IsFollowedModel(string folder) => EncoderFamily.Find(Family(folder)) is not null;

    /// <summary>Whether adapters of the folder's kind are, whatever the model.</summary>
    public static bool IsFollowedKind(string folder) =>
        Read(folder, AdapterConfig.FileName)["peft_type"]?.GetValue<string>() == "LORA";

    private static bool IsFollowedAdapter(string folder) => IsFollowedKind(folder) && EncoderFamily.Find(Family(folder)) is not null;

    private static string Family(string folder) => Read(
        File.Exists(Path.Combine(folder, AdapterConfig.FileName)) ? Backbone(folder) : folder, HuggingFaceConfig.FileName)["model_type"]!
        .GetValue<string>();

    private static JsonNode Read(string folder, string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, file)))!;
}
