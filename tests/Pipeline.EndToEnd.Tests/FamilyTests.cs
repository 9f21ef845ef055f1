using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Native;
using Emotune.Model.Network;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>The quickstart over a small encoder of each family that it does not use itself, with random weights.</summary>
[Collection(AloneCollection.Name)]
public sealed class FamilyTests : IDisposable
{
    private const int Vocabulary = 1500;

    private readonly string _root = Directory.CreateTempSubdirectory("emotune").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("xlm-roberta")]
    [InlineData("electra")]
    [InlineData("mpnet")]
    public void A_family_trains_to_the_report(string modelType)
    {
        WriteBackbone(EncoderFamily.Find(modelType)!);
        File.WriteAllText(Path.Combine(_root, "family.yaml"), """
            data: {limit: {train: 128, validation: 64, test: 64}}
            backbone: {path: encoder, pretrain: {epochs: 1, from_scratch: true}}
            head: {pooling: first_token}
            training: {epochs: 1}
            evaluation: {bootstrap: {resamples: 50}}
            explanation: {method: leave_one_out, comments: 1}

            """);
        var build = DotnetBuild.Run(Repository.Root,
        [
            "-t:Report", "-p:Experiment=quickstart", $"-p:ModelsRoot={_root}", $"-p:ArtifactsRoot={_root}/artifacts",
            $"-p:Overrides={_root}/family.yaml",
        ]);
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.True(File.Exists(Path.Combine(_root, "artifacts/quickstart/report/index.html")));
        var config = HuggingFaceConfig.Load(Path.Combine(_root, "artifacts/quickstart/runs/full/42/train"));
        Assert.Equal([config.Encoder.Family.ClassName + "ForSequenceClassification"], config.Architectures);
        Assert.Equal(modelType, config.Encoder.Family.ModelType);
    }

    private void WriteBackbone(EncoderFamily family)
    {
        NativeLibraries.EnsureLoaded();
        var folder = Directory.CreateDirectory(Path.Combine(_root, "encoder")).FullName;
        var config = new EncoderConfig(
            family, Vocabulary, HiddenSize: 48, LayerCount: 2, HeadCount: 4, IntermediateSize: 96, MaxPositions: 66,
            TypeVocabularySize: family.Keys.TypeVocabularySize is null ? 0 : 2, LayerNormEpsilon: 1e-5, Activation.Gelu, 0.1, 0.1, 0.1,
            family.Keys.DefaultPadTokenId, InitializerRange: 0.02)
        {
            ProjectedSize = family.Keys.EmbeddingSize is null ? null : 32,
            AttentionBuckets = family.Keys.AttentionBuckets is null ? 0 : DistanceBias.BucketCount,
        };
        HuggingFaceConfig.Create(config).WriteEncoder(folder);
        var quickstart = Path.Combine(Repository.Root, "experiments/quickstart/encoder");
        foreach (var file in new[] { "vocab.txt", "tokenizer_config.json" })
            File.Copy(Path.Combine(quickstart, file), Path.Combine(folder, file));
    }
}
