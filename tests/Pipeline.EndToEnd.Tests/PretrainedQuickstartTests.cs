using System.Text.Json;
using Emotune.Files;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>A cut of the quickstart whose runs start from an encoder that was pretrained further on its texts.</summary>
[Collection(AloneCollection.Name)]
public sealed class PretrainedQuickstartTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("emotune").FullName;

    public PretrainedQuickstartTests() => File.WriteAllText(Path.Combine(_root, "cut.yaml"), """
        data: {limit: {train: 300, validation: 200, test: 200}}
        backbone: {pretrain: {epochs: 1, learning_rate: 5.0e-4, checkpoint_seconds: 1}}
        training: {epochs: 1}
        runs: {lora: {training: {epochs: 1}}}
        evaluation: {bootstrap: {resamples: 50}}
        explanation: {method: leave_one_out, comments: 1}

        """);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void It_is_trained_once_and_every_run_starts_from_it()
    {
        var build = Build("Report", "first");
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Single(Lines(build, "Pretrain: no result yet"));
        Assert.Single(Lines(build, "Pretrain: the encoder's weights and its own head"));
        Assert.Single(Lines(build, "Pretrain: 10 steps, loss "));

        var (before, after) = (Path.Combine(Repository.Root, "experiments", "quickstart", "encoder"), At("first", "pretrain"));
        foreach (var file in new[] { "config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt" })
            Assert.Equal(File.ReadAllText(Path.Combine(before, file)), File.ReadAllText(Path.Combine(after, file)));
        const string Frozen = "distilbert.transformer.layer.0.ffn.lin1.weight";
        Assert.NotEqual(Weight(before, Frozen), Weight(after, Frozen));
        Assert.Equal("../../../../pretrain", Adapter("first").GetProperty("base_model_name_or_path").GetString());
        Assert.Contains("pretrain", File.ReadAllLines(At("first", "report", "costs.csv")).Select(l => l.Split(',')[2]));
        using var cost = JsonDocument.Parse(File.ReadAllText(At("first", "pretrain", "cost.json")));
        Assert.True(cost.RootElement.GetProperty("cost").GetProperty("samples_per_second").GetDouble() > 0);

        Assert.Equal(0, Build("Report", "first", "-question").ExitCode);
        AssertTheSameElsewhere();
    }

    private void AssertTheSameElsewhere()
    {
        var again = Build("Predict", "second", "-p:Runs=lora");
        Assert.True(again.ExitCode == 0, again.Output);
        var export = Build("Export", "second", "-p:Runs=lora", $"-p:OutputPath={_root}/exported");
        Assert.True(export.ExitCode == 0, export.Output);
        foreach (var file in new[] { "pretrain/model.safetensors", "pretrain/manifest.json", "runs/lora/42/train/adapter_model.safetensors",
            "runs/lora/42/predict/test.parquet" })
        {
            Assert.Equal(File.ReadAllBytes(At("first", file)), File.ReadAllBytes(At("second", file)));
        }

        const string Untouched = "embeddings.position_embeddings.weight";
        Assert.Equal(Weight(At("second", "pretrain"), "distilbert." + Untouched), Weight(Path.Combine(_root, "exported"), Untouched));
    }

    private BuildResult Build(string target, string artifacts, params string[] arguments) =>
        DotnetBuild.Run(
            Repository.Root, ["-t:" + target, $"-p:ArtifactsRoot={_root}/{artifacts}", $"-p:Overrides={_root}/cut.yaml", .. arguments]);

    private string At(string artifacts, params string[] path) => Path.Combine([_root, artifacts, "quickstart", .. path]);

    private JsonElement Adapter(string artifacts) =>
        JsonDocument.Parse(File.ReadAllText(At(artifacts, "runs", "lora", "42", "train", "adapter_config.json"))).RootElement;

    private static IEnumerable<string> Lines(BuildResult build, string text) =>
        build.Output.Split('\n').Where(l => l.Contains(text, StringComparison.Ordinal));

    private static float[] Weight(string folder, string name)
    {
        using var file = SafetensorsFile.Open(Path.Combine(folder, "model.safetensors"));
        return file.ReadSingle(name);
    }
}
