using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Native;
using Emotune.Model.Network;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>The quickstart over a small encoder of each family that it does not use itself, with random weights.</summary>
[Collection(AloneCollection.Name)]
public sealed class FamilyTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("emotune").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("xlm-roberta", "first_token", "ForSequenceClassification")]
    [InlineData("electra", "first_token", "ForSequenceClassification")]
    [InlineData("mpnet", "first_token", "ForSequenceClassification")]
    // Their heads' first layers come with a pretrained encoder, and LoRA freezes them.
    [InlineData("modernbert", "mean", "Model")]
    [InlineData("deberta-v2", "mean", "Model")]
    public void A_family_trains_to_the_report(string modelType, string pooling, string architecture)
    {
        WriteBackbone(
            EncoderFamily.Find(modelType)!, vocabulary: 1500, Path.Combine(Repository.Root, "experiments/quickstart/encoder"),
            "vocab.txt", "tokenizer_config.json");
        var build = Build("Report", $"-p:Set=head.pooling={pooling}");
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.True(File.Exists(Path.Combine(_root, "artifacts/quickstart/report/index.html")));
        var config = HuggingFaceConfig.Load(Trained);
        Assert.Equal([config.Encoder.Family.ClassName + architecture], config.Architectures);
        Assert.Equal(modelType, config.Encoder.Family.ModelType);
    }

    [SharedTheory]
    [InlineData("xlm-roberta", "xlm-roberta-style", 4002)]
    [InlineData("deberta-v2", "deberta-v3-style", 4001)]
    public void A_model_over_Unigram_is_trained_used_and_exported(string modelType, string tokenizer, int vocabulary)
    {
        var folder = Path.Combine(Repository.Shared, "oracles-encoders/tokenizers", tokenizer);
        string[] files = [.. Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f))];
        WriteBackbone(EncoderFamily.Find(modelType)!, vocabulary, folder, files);
        File.WriteAllText(Path.Combine(_root, "texts.txt"), "gracias, ｔｈａｎｋｓ\n");
        var used = Build("Classify", "-p:Runs=full", $"-p:Input={_root}/texts.txt", $"-p:OutputPath={_root}/labels.jsonl");
        Assert.True(used.ExitCode == 0, used.Output);
        Assert.Single(File.ReadAllLines(Path.Combine(_root, "labels.jsonl")));
        var exported = Build("Export", "-p:Runs=full", "-p:Format=onnx", $"-p:OutputPath={_root}/exported");
        Assert.True(exported.ExitCode == 0, exported.Output);
        foreach (var file in files.Where(f => f is "tokenizer.json" || f.EndsWith(".model", StringComparison.Ordinal)))
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder, file)), File.ReadAllBytes(Path.Combine(Trained, file)));
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder, file)), File.ReadAllBytes(Path.Combine(_root, "exported", file)));
        }
    }

    private string Trained => Path.Combine(_root, "artifacts/quickstart/runs/full/42/train");

    private BuildResult Build(string target, params string[] properties)
    {
        File.WriteAllText(Path.Combine(_root, "family.yaml"), """
            data: {limit: {train: 128, validation: 64, test: 64}}
            backbone: {path: encoder, pretrain: {epochs: 1, from_scratch: true}}
            head: {pooling: first_token}
            training: {epochs: 1}
            evaluation: {bootstrap: {resamples: 50}}
            explanation: {method: leave_one_out, comments: 1}

            """);
        return DotnetBuild.Run(Repository.Root,
        [
            $"-t:{target}", "-p:Experiment=quickstart", $"-p:ModelsRoot={_root}", $"-p:ArtifactsRoot={_root}/artifacts",
            $"-p:Overrides={_root}/family.yaml", .. properties,
        ]);
    }

    private void WriteBackbone(EncoderFamily family, int vocabulary, string tokenizer, params string[] files)
    {
        NativeLibraries.EnsureLoaded();
        var folder = Directory.CreateDirectory(Path.Combine(_root, "encoder")).FullName;
        var config = new EncoderConfig(
            family, vocabulary, HiddenSize: 48, LayerCount: 2, HeadCount: 4, IntermediateSize: 96, MaxPositions: 66,
            TypeVocabularySize: family.Keys.TypeVocabularySize is null ? 0 : family.Keys.DefaultTypeVocabularySize ?? 2,
            LayerNormEpsilon: 1e-5, Activation.Gelu, 0.1, 0.1, 0.1,
            family.Keys.DefaultPadTokenId < vocabulary ? family.Keys.DefaultPadTokenId : 0, InitializerRange: 0.02)
        {
            ProjectedSize = family.Keys.EmbeddingSize is null ? null : 32,
            AttentionBuckets = family.Keys.AttentionBuckets is null ? 0 : DistanceBias.BucketCount,
        };
        HuggingFaceConfig.Create(config).WriteEncoder(folder);
        foreach (var file in files)
            File.Copy(Path.Combine(tokenizer, file), Path.Combine(folder, file));
    }
}
