using System.Text.Json.Nodes;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Tests.Network;
using Xunit.Abstractions;

namespace Emotune.Model.Tests.Artifacts;

public sealed class ConfigOracleTests(ITestOutputHelper output)
{
    [OracleFact]
    public void Every_model_config_reads_and_is_written_back_as_transformers_wrote_it()
    {
        using var folder = new TemporaryFolder();
        var (same, equal) = (0, 0);
        var folders = SharedFiles.OracleFoldersWith(HuggingFaceConfig.FileName, "models");
        foreach (var model in folders)
        {
            if (!OracleCases.IsFollowedModel(model))
            {
                Assert.Equal("EXP4034", Problem.CodeOf(() => HuggingFaceConfig.Load(model)));
                continue;
            }

            var config = HuggingFaceConfig.Load(model);
            if (config.Labels.Count > 0)
                config.WriteClassifier(folder.Path, config.Labels);
            else
                config.WriteEncoder(folder.Path);
            var (expected, written) = (Text(model, HuggingFaceConfig.FileName), Text(folder.Path, HuggingFaceConfig.FileName));
            var (before, after) = (JsonNode.Parse(expected)!, JsonNode.Parse(written)!);
            // The hub's older files name no class; what is written does.
            before["architectures"] ??= after["architectures"]!.DeepClone();
            Assert.True(JsonNode.DeepEquals(before, after), model);
            equal++;
            same += expected == written ? 1 : 0;
            Assert.Equal(config.Encoder, HuggingFaceConfig.Load(folder.Path).Encoder);
        }

        output.WriteLine($"{equal} config.json, {same} of them the same to the byte when written back");
        Assert.NotEqual(0, equal);
    }

    [OracleFact]
    public void Every_folder_of_weights_opens_under_its_familys_names()
    {
        var models = Path.Combine(SharedFiles.Root, "models");
        var backbones = Directory.Exists(models) ? Directory.GetDirectories(models) : [];
        var folders = SharedFiles.OracleFoldersWith(WeightFolder.FileName).Concat(backbones.Order(StringComparer.Ordinal))
            .Where(f => File.Exists(Path.Combine(f, WeightFolder.FileName)) && File.Exists(Path.Combine(f, HuggingFaceConfig.FileName)));
        foreach (var folder in folders)
        {
            if (!OracleCases.IsFollowedModel(folder))
            {
                Assert.Equal("EXP4034", Problem.CodeOf(() => HuggingFaceConfig.Load(folder)));
                continue;
            }

            var family = HuggingFaceConfig.Load(folder).Encoder.Family;
            using var weights = WeightFolder.Open(folder, family);
            var prefix = family.Names.Prefix;
            Assert.All(
                weights.Names, n =>
                    Assert.True(
                        n.StartsWith(prefix + ".", StringComparison.Ordinal) || n.Contains("classifier.", StringComparison.Ordinal)
                        || family.HeadModules.Concat(family.HeadNorms).Any(m => n.StartsWith(m + ".", StringComparison.Ordinal)), n));
            output.WriteLine($"{Path.GetFileName(folder)}: {weights.Names.Count} tensors, {weights.Ignored.Count} ignored");
        }
    }

    [OracleFact]
    public void Every_adapter_config_reads_and_is_written_back_as_peft_wrote_it()
    {
        using var folder = new TemporaryFolder();
        var (same, equal) = (0, 0);
        foreach (var adapter in SharedFiles.OracleFoldersWith(AdapterConfig.FileName))
        {
            if (!OracleCases.IsFollowedKind(adapter))
            {
                Assert.Equal("EXP4034", Problem.CodeOf(() => AdapterConfig.Load(adapter)));
                continue;
            }

            var config = AdapterConfig.Load(adapter);
            config.Write(folder.Path);
            var (expected, written) = (Text(adapter, AdapterConfig.FileName), Text(folder.Path, AdapterConfig.FileName));
            Assert.True(JsonNode.DeepEquals(WithSortedModules(expected), WithSortedModules(written)), adapter);
            AdapterConfigTests.AssertEqual(config, AdapterConfig.Load(folder.Path));
            equal++;
            same += expected == written ? 1 : 0;
        }

        output.WriteLine(
            $"{equal} adapter_config.json, {same} of them the same to the byte when written back; the others are lists in a set's order");
        Assert.NotEqual(0, equal);
    }

    /// <summary>PEFT holds module names as sets and writes them in any order.</summary>
    private static JsonNode WithSortedModules(string text)
    {
        var json = JsonNode.Parse(text)!;
        foreach (var key in new[] { "target_modules", "exclude_modules" })
        {
            if (json[key] is JsonArray names)
            {
                json[key] = new JsonArray(
                    [.. names.Select(n => n!.GetValue<string>()).Order(StringComparer.Ordinal).Select(n => (JsonNode?)n)]);
            }
        }

        return json;
    }

    private static string Text(string folder, string name) => File.ReadAllText(Path.Combine(folder, name));
}
