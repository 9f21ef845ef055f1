using System.Text.Json.Nodes;
using Emotune.Model.Artifacts;
using Xunit.Abstractions;

namespace Emotune.Model.Tests.Artifacts;

public sealed class ConfigOracleTests(ITestOutputHelper output)
{
    [OracleFact]
    public void Every_model_config_reads_and_is_written_back_as_transformers_wrote_it()
    {
        using var folder = new TemporaryFolder();
        var (same, equal) = (0, 0);
        var folders = SharedFiles.OracleFoldersWith(HuggingFaceConfig.FileName);
        foreach (var model in folders)
        {
            var config = HuggingFaceConfig.Load(model);
            if (config.Labels.Count > 0)
                config.WriteClassifier(folder.Path, config.Labels);
            else
                config.WriteEncoder(folder.Path);
            var (expected, written) = (Text(model), Text(folder.Path));
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(written)), model);
            equal++;
            same += expected == written ? 1 : 0;
            Assert.Equal(config.Encoder, HuggingFaceConfig.Load(folder.Path).Encoder);
        }

        output.WriteLine($"{equal} config.json, {same} of them the same to the byte when written back");
    }

    private static string Text(string folder) => File.ReadAllText(Path.Combine(folder, HuggingFaceConfig.FileName));
}
