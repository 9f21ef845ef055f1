using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Model.Tests.Network;
using Emotune.Model.Training;
using Emotune.Randomness;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Artifacts;

public sealed class ClassifierFilesTests : IDisposable
{
    private static readonly string[] Labels = ["joy", "anger", "no, neither"];
    private static readonly LoraConfig Lora = new()
    {
        Rank = 2,
        Alpha = 4,
        TargetModules = new([ModuleKinds.Query, ModuleKinds.FeedForwardOutput]),
        Bias = LoraBias.LoraOnly
    };

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [ClassData(typeof(EveryFamilyAndPooling))]
    internal void What_was_trained_is_read_back(string modelType, HeadPooling pooling)
    {
        var family = EncoderFamily.Find(modelType)!;
        var backbone = Backbone(family, pooler: true);
        foreach (var lora in new[] { null, Lora, Lora with { UseDora = true, Bias = LoraBias.All } })
        {
            using var scope = NewDisposeScope();
            using var trained = Train(ClassifierFiles.Start(backbone, Labels, pooling, lora, seed: 4));
            var folder = Written(trained, $"{(lora is null ? "full" : lora.UseDora ? "dora" : "lora")}");
            using var loaded = ClassifierFiles.Load(folder, backbone);
            Assert.Equal(Labels, loaded.Labels);
            Assert.Equal(pooling, loaded.Network.Pooling);
            Assert.Empty(loaded.Network.FreshParameters);
            Assert.Equal(Logits(trained), Logits(loaded));
            AssertSameFiles(folder, Written(loaded, "again"));
        }
    }

    [Theory]
    [InlineData(HeadPooling.FirstToken)]
    [InlineData(HeadPooling.Mean)]
    internal void A_merged_model_gives_the_adapters_logits_and_leaves_it_as_it_was(HeadPooling pooling)
    {
        using var scope = NewDisposeScope();
        using var trained = Train(ClassifierFiles.Start(Backbone(EncoderFamily.Roberta), Labels, pooling, Lora, seed: 4));
        var before = Logits(trained);
        var folder = Directory.CreateDirectory(_folder.File("merged")).FullName;
        trained.WriteMerged(folder);
        Assert.Equal(before, Logits(trained));
        using var merged = ClassifierFiles.Load(folder);
        Assert.Null(merged.Adapter);
        AssertNear(before, Logits(merged));
    }

    [Fact]
    public void A_mean_models_encoder_is_saved_bare_and_its_head_beside_it()
    {
        using var trained = Train(ClassifierFiles.Start(Backbone(EncoderFamily.Bert), Labels, HeadPooling.Mean, null, seed: 4));
        var folder = Written(trained, "full");
        using var encoder = SafetensorsFile.Open(Path.Combine(folder, "model.safetensors"));
        using var head = SafetensorsFile.Open(Path.Combine(folder, "head.safetensors"));
        Assert.Contains("encoder.layer.1.attention.self.query.weight", encoder.Tensors.Keys);
        Assert.Equal(["classifier.bias", "classifier.weight"], head.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            "{\n  \"pooling\": \"mean\",\n  \"labels\": [\n    \"joy\",\n    \"anger\",\n    \"no, neither\"\n  ]\n}\n",
            File.ReadAllText(Path.Combine(folder, "head.json")));
    }

    [Fact]
    public void A_run_may_start_from_an_earlier_adapter()
    {
        using var scope = NewDisposeScope();
        var backbone = Backbone(EncoderFamily.DistilBert);
        foreach (var pooling in Enum.GetValues<HeadPooling>())
        {
            using var earlier = Train(ClassifierFiles.Start(backbone, Labels, pooling, Lora, seed: 4));
            var folder = Written(earlier, "earlier");
            using var again = ClassifierFiles.Start(backbone, Labels, pooling, Lora, seed: 5, folder);
            Assert.Equal(Logits(earlier), Logits(again));
            Assert.Equal(0.1, again.Network.Config.ClassifierDropout);

            using var full = ClassifierFiles.Start(backbone, Labels, pooling, null, seed: 5, folder, headDropout: 0.3);
            Assert.Equal(0.3, full.Network.Config.ClassifierDropout);
            Assert.Null(full.Adapter);
            AssertNear(Logits(earlier), Logits(full));
            Assert.All(full.Network.NamedParameters, p => Assert.True(p.Value.requires_grad));
        }
    }

    [Fact]
    public void An_earlier_adapter_is_scaled_as_it_was_trained_whatever_the_new_run_says()
    {
        using var scope = NewDisposeScope();
        var backbone = Backbone(EncoderFamily.DistilBert);
        var trainedWith = Lora with
        {
            Alpha = 32,
            UseRslora = true,
            Dropout = 0.3,
            AlphaPattern = [KeyValuePair.Create(ModuleKinds.Query, 8.0)]
        };
        using var earlier = Train(ClassifierFiles.Start(backbone, Labels, HeadPooling.FirstToken, trainedWith, seed: 4));
        var folder = Written(earlier, "earlier");
        using var loaded = ClassifierFiles.Load(folder, backbone);

        using var again = ClassifierFiles.Start(
            backbone, Labels, HeadPooling.FirstToken, new LoraConfig { Rank = 2, Alpha = 16, Dropout = 0.05 }, seed: 5, folder);

        Assert.Equal(Logits(loaded), Logits(again));
        Assert.Equal((32, true, 0.05), (again.Adapter!.Config.Alpha, again.Adapter.Config.UseRslora, again.Adapter.Config.Dropout));
        using var full = ClassifierFiles.Start(backbone, Labels, HeadPooling.FirstToken, null, seed: 5, folder);
        AssertNear(Logits(loaded), Logits(full));
    }

    [Theory]
    [InlineData("bert")]
    [InlineData("roberta")]
    public void A_mean_model_keeps_the_pooler_of_its_backbone_without_training_it(string modelType)
    {
        var family = EncoderFamily.Find(modelType)!;
        var backbone = Backbone(family);
        float[] dense = [.. Enumerable.Range(0, 144).Select(i => i * 0.5f)], bias = [.. Enumerable.Range(0, 12).Select(i => -i * 0.5f)];
        NamedTensor[] pooler = [
            NamedTensor.FromSingle("pooler.dense.weight", [12, 12], dense), NamedTensor.FromSingle("pooler.dense.bias", [12], bias)];
        AddTensors(Path.Combine(backbone, "model.safetensors"), family, pooler);

        using var full = ClassifierFiles.Start(backbone, Labels, HeadPooling.Mean, null, seed: 4);
        using var lora = ClassifierFiles.Start(backbone, Labels, HeadPooling.Mean, Lora, seed: 4);
        var merged = Directory.CreateDirectory(_folder.File("merged")).FullName;
        lora.WriteMerged(merged);
        var written = Written(full, "full");
        using var loaded = ClassifierFiles.Load(written);

        foreach (var folder in new[] { written, merged, Written(loaded, "again") })
        {
            using var file = SafetensorsFile.Open(Path.Combine(folder, "model.safetensors"));
            Assert.Equal(dense, file.ReadSingle("pooler.dense.weight"));
            Assert.Equal(bias, file.ReadSingle("pooler.dense.bias"));
        }
        Assert.DoesNotContain(full.Network.NamedParameters, p => p.Name.Contains("pooler", StringComparison.Ordinal));
        Assert.Equal(full.Network.NamedParameters.Sum(p => p.Value.numel()), ParameterCounter.Count(full.Network).Total);
    }

    [Fact]
    public void A_run_may_start_from_an_earlier_model()
    {
        using var scope = NewDisposeScope();
        var backbone = Backbone(EncoderFamily.Roberta);
        using var earlier = Train(ClassifierFiles.Start(backbone, Labels, HeadPooling.Mean, null, seed: 4));
        var folder = Written(earlier, "earlier");
        using var again = ClassifierFiles.Start(backbone, Labels, HeadPooling.Mean, null, seed: 5, folder);
        Assert.Equal(Logits(earlier), Logits(again));
        AssertFails("EXP4111", () => ClassifierFiles.Start(backbone, Labels, HeadPooling.Mean, Lora, seed: 5, folder));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_head_of_other_labels_is_made_anew(bool adapter)
    {
        var backbone = Backbone(EncoderFamily.DistilBert);
        using var earlier = Train(ClassifierFiles.Start(backbone, Labels, HeadPooling.FirstToken, adapter ? Lora : null, seed: 4));
        var folder = Written(earlier, "earlier");
        using var other = ClassifierFiles.Start(backbone, ["one", "two"], HeadPooling.FirstToken, adapter ? Lora : null, seed: 5, folder);
        Assert.Equal(
            ["pre_classifier.weight", "pre_classifier.bias", "classifier.weight", "classifier.bias"], other.Network.FreshParameters);
        Assert.Equal(Weights(earlier, encoder: true), Weights(other, encoder: true));
    }

    [Fact]
    public void A_backbones_head_is_taken_where_it_is_of_the_same_labels()
    {
        using var trained = Train(ClassifierFiles.Start(Backbone(EncoderFamily.Bert), Labels, HeadPooling.FirstToken, null, seed: 4));
        var folder = Written(trained, "classifier");
        using var same = ClassifierFiles.Start(folder, Labels, HeadPooling.FirstToken, Lora, seed: 5);
        using var other = ClassifierFiles.Start(folder, [.. Labels.Skip(1)], HeadPooling.FirstToken, Lora, seed: 5);
        Assert.Empty(same.Network.FreshParameters);
        Assert.Equal(["classifier.weight", "classifier.bias"], other.Network.FreshParameters);
    }

    [Fact]
    public void A_pooler_that_the_backbone_lacks_is_trained_in_full_and_refused_by_lora()
    {
        var backbone = Backbone(EncoderFamily.Bert);
        using var full = ClassifierFiles.Start(backbone, Labels, HeadPooling.FirstToken, null, seed: 4);
        Assert.Contains("bert.pooler.dense.weight", full.Network.FreshParameters);
        AssertFails("EXP4104", () => ClassifierFiles.Start(backbone, Labels, HeadPooling.FirstToken, Lora, seed: 4));
    }

    [Fact]
    public void An_adapter_needs_its_backbone_and_its_labels()
    {
        var backbone = Backbone(EncoderFamily.DistilBert);
        using var trained = Train(ClassifierFiles.Start(backbone, Labels, HeadPooling.FirstToken, Lora, seed: 4));
        var folder = Written(trained, "adapter");
        AssertFails("EXP4113", () => ClassifierFiles.Load(folder));
        File.Delete(Path.Combine(folder, "head.json"));
        AssertFails("EXP4112", () => ClassifierFiles.Load(folder, backbone));
    }

    public void Dispose() => _folder.Dispose();

    private string Backbone(EncoderFamily family, bool pooler = false)
    {
        var folder = Directory.CreateDirectory(_folder.File("backbone")).FullName;
        using var network = new SequenceClassifier(Shapes.Tiny(family), 1, HeadPooling.FirstToken);
        network.InitializeAll(77);
        HuggingFaceConfig.Create(network.Config).WriteEncoder(folder);
        var tensors = network.ExportWeights().Where(w => !network.IsHead(w.Name) && (pooler || !network.IsPooler(w.Name)));
        SafetensorsWriter.Write(
            Path.Combine(folder, "model.safetensors"), tensors.Select(t => NamedTensor.FromSingle(t.Name, t.Value.Shape, t.Value.Data)));
        return folder;
    }

    // The files' names have no prefix where they were written bare, and the family's otherwise.
    private static void AddTensors(string path, EncoderFamily family, IReadOnlyList<NamedTensor> added)
    {
        List<NamedTensor> all = [.. added];
        using (var file = SafetensorsFile.Open(path))
        {
            all.AddRange(
                file.Tensors.Values.Where(t => !t.Name.Contains("pooler", StringComparison.Ordinal))
                    .Select(t => NamedTensor.FromSingle(t.Name, t.Shape, file.ReadSingle(t.Name))));
        }

        SafetensorsWriter.Write(
            path, all.Select(
                t => t.Name.StartsWith("pooler.", StringComparison.Ordinal)
                    ? t with { Name = $"{family.Names.Prefix}.{t.Name}" }
                    : t));
    }

    // Any change to what a run may change stands for training.
    private static StoredClassifier Train(StoredClassifier classifier)
    {
        var parameters = classifier.Adapter?.TrainedParameters ?? classifier.Network.NamedParameters;
        foreach (var (name, parameter) in parameters)
            parameter.Assign([.. parameter.ToArray().Zip(new CounterRandom(1, name).Normal((int)parameter.numel(), 0.1), (a, b) => a + b)]);
        classifier.Network.eval();
        return classifier;
    }

    private string Written(StoredClassifier classifier, string name)
    {
        var folder = _folder.File(name);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        classifier.Write(folder, "backbone");
        return folder;
    }

    private static float[] Logits(StoredClassifier classifier)
    {
        classifier.Network.eval();
        var (ids, mask) = Batches.Padded(classifier.Network.Config);
        return classifier.Network.Forward(ids, mask).ToArray();
    }

    private static IEnumerable<float> Weights(StoredClassifier classifier, bool encoder) =>
        classifier.Network.ExportWeights().Where(w => classifier.Network.IsHead(w.Name) != encoder).SelectMany(w => w.Value.Data);

    private static void AssertNear(float[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-5));

    private static void AssertSameFiles(string expected, string actual)
    {
        Assert.Equal(
            Directory.GetFiles(expected).Select(Path.GetFileName).Order(), Directory.GetFiles(actual).Select(Path.GetFileName).Order());
        foreach (var file in Directory.GetFiles(expected))
            Assert.True(File.ReadAllBytes(file).SequenceEqual(File.ReadAllBytes(Path.Combine(actual, Path.GetFileName(file)))), file);
    }

    private static void AssertFails(string code, Func<StoredClassifier> act) =>
        Assert.Equal(code, Assert.Throws<DiagnosticException>(act).Diagnostics[0].Code);
}
