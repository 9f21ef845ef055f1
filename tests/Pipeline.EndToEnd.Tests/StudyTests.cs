using System.Text.Json;
using Emotune.Files;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Native;
using Emotune.Model.Network;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>The study's own backbones at full size, with random weights, over a few real comments.</summary>
[Collection(AloneCollection.Name)]
public sealed class StudyTests : IDisposable
{
    /// <summary>STUDY_COMMENTS: so many training comments over the files' own epochs; by default 64 over one.</summary>
    private static readonly string? Comments = Environment.GetEnvironmentVariable("STUDY_COMMENTS");

    private readonly string _root = Directory.CreateTempSubdirectory("emotune").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [SharedTheory]
    [InlineData("goemotions-distilbert", "distilbert-base-uncased")]
    [InlineData("goemotions-roberta", "roberta-base")]
    public void An_experiment_runs_to_the_report_with_PEFTs_counts(string experiment, string backbone)
    {
        WriteBackbone(backbone);
        var epochs = Comments is null ? "epochs: 1, " : "";
        File.WriteAllText(Path.Combine(_root, "cut.yaml"), $$$"""
            data: {limit: {train: {{{Comments ?? "64"}}}, validation: 64, test: 64}}
            training: {{{{epochs}}}checkpoint_seconds: 0}
            evaluation: {bootstrap: {resamples: 50}}
            explanation: {method: leave_one_out, comments: 1}

            """);
        var build = DotnetBuild.Run(Repository.Root,
        [
            "-t:Report", "-p:Experiment=" + experiment, $"-p:DatasetsRoot={Repository.Shared}/data", $"-p:ModelsRoot={_root}",
            $"-p:ArtifactsRoot={_root}/artifacts", $"-p:Overrides={_root}/cut.yaml",
        ]);
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.True(File.Exists(Path.Combine(_root, "artifacts", experiment, "report", "index.html")));

        var expected = Json(Path.Combine(Repository.Shared, "oracles", "peft-counts.json")).GetProperty(backbone);
        var full = Counts(experiment, "full");
        var lora = Counts(experiment, "lora");
        Assert.Equal(expected.GetProperty("full").GetInt64(), full.GetProperty("trained").GetInt64());
        Assert.Equal(expected.GetProperty("adapters").GetInt64(), lora.GetProperty("adapter").GetInt64());
        Assert.Equal(expected.GetProperty("head").GetInt64(), lora.GetProperty("head").GetInt64());
        Assert.Equal(expected.GetProperty("trainable").GetInt64(), lora.GetProperty("trained").GetInt64());
        Assert.Equal(expected.GetProperty("peft_total").GetInt64(), lora.GetProperty("peft_total").GetInt64());
        using var adapter = SafetensorsFile.Open(Path.Combine(Train(experiment, "lora"), "adapter_model.safetensors"));
        Assert.Equal(expected.GetProperty("adapter_file_tensors").GetInt32(), adapter.Tensors.Count);
    }

    private void WriteBackbone(string name)
    {
        NativeLibraries.EnsureLoaded();
        var folder = Path.Combine(_root, name);
        Directory.CreateDirectory(folder);
        var roberta = name == "roberta-base";
        var config = new EncoderConfig(
            roberta ? EncoderFamily.Roberta : EncoderFamily.DistilBert, roberta ? 50265 : 30522, HiddenSize: 768,
            LayerCount: roberta ? 12 : 6,
            HeadCount: 12, IntermediateSize: 3072, MaxPositions: roberta ? 514 : 512, TypeVocabularySize: roberta ? 1 : 0,
            LayerNormEpsilon: roberta ? 1e-5 : 1e-12, Activation.Gelu, 0.1, 0.1, 0.1, PadTokenId: roberta ? 1 : 0, InitializerRange: 0.02);
        using (var network = new SequenceClassifier(config, 2, HeadPooling.Mean))
        {
            network.InitializeAll(seed: 1);
            using var classifier = new StoredClassifier(network, null, HuggingFaceConfig.Create(config), ["a", "b"]);
            classifier.Write(folder);
        }
        File.Delete(Path.Combine(folder, "head.json"));
        File.Delete(Path.Combine(folder, "head.safetensors"));
        var tokenizer = Path.Combine(Repository.Shared, roberta ? "tokenizers/roberta-base" : "models/all-MiniLM-L6-v2");
        foreach (var file in Directory.EnumerateFiles(tokenizer)
            .Where(f => Path.GetFileName(f) is "vocab.txt" or "vocab.json" or "merges.txt"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    private string Train(string experiment, string run) => Path.Combine(_root, "artifacts", experiment, "runs", run, "42", "train");

    private JsonElement Counts(string experiment, string run) => Json(Path.Combine(Train(experiment, run), "parameters.json"));

    private static JsonElement Json(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement;
}
