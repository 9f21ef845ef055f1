using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Exported;
using Emotune.Model.Network;
using Emotune.Model.Onnx;
using Emotune.Model.Onnx.Families;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Weights;
using Emotune.Model.Prediction;
using Emotune.Model.Tests.Artifacts;
using Emotune.Model.Tests.Network;
using Emotune.Model.Tests.Prediction;
using Microsoft.ML.OnnxRuntime;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Onnx;

/// <summary>Classifiers as graphs in ONNX Runtime, against the pipeline's own forward pass.</summary>
public sealed class ClassifierGraphTests(ITestOutputHelper output) : IDisposable
{
    private const double Tolerance = 2e-5;
    private const int Comments = 64;

    private readonly TemporaryFolder _folder = new();

    public static Cases FamiliesPoolingsAndMethods
    {
        get
        {
            var cases = new Cases();
            foreach (var family in EncoderFamily.All)
            {
                foreach (var method in Enum.GetValues<CalibrationMethod>())
                {
                    cases.Add(family.ModelType, HeadPooling.FirstToken, method);
                    cases.Add(family.ModelType, HeadPooling.Mean, method);
                }
            }
            return cases;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(FamiliesPoolingsAndMethods))]
    internal void Logits_probabilities_and_labels_are_the_pipeline_s(string modelType, HeadPooling pooling, CalibrationMethod method)
    {
        using var scope = NewDisposeScope();
        var config = Samples.Odd(EncoderFamily.Find(modelType)!);
        using var network = Samples.Network(config, pooling);
        var (maps, thresholds) = (SampleMaps.Of(method, Samples.Labels), SampleMaps.Thresholds(Samples.Labels));
        var path = Write(ClassifierGraph.Of(network, new Float32Weights(), maps, thresholds));
        AssertSame(network, path, maps, thresholds, SomeComments(config));
    }

    [Theory]
    [InlineData(Activation.GeluNew)]
    [InlineData(Activation.Relu)]
    internal void Every_activation_is_the_pipeline_s(Activation activation)
    {
        using var scope = NewDisposeScope();
        var config = Samples.Odd(EncoderFamily.Bert) with { Activation = activation };
        using var network = Samples.Network(config, HeadPooling.Mean);
        var path = Write(Plain(network));
        AssertSame(network, path, Identity, Halves, SomeComments(config));
    }

    [Theory]
    [ClassData(typeof(EveryFamily))]
    internal void Padding_that_a_text_spells_out_is_numbered_as_the_family_numbers_it(string modelType)
    {
        using var scope = NewDisposeScope();
        var config = Samples.Odd(EncoderFamily.Find(modelType)!);
        using var network = Samples.Network(config, HeadPooling.Mean);
        AssertSame(network, Write(Plain(network)), Identity, Halves, [[2, 7, config.PadTokenId, 9, 3], [5, config.PadTokenId]]);
    }

    [OracleFact]
    public void Graphs_of_the_reference_models_give_the_reference_logits()
    {
        var files = OracleCases.Models("forward-backward*.safetensors");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var folder = Path.GetDirectoryName(file)!;
            using var scope = NewDisposeScope();
            using var oracle = OracleTensors.Open(file);
            using var network = TrainedNetworks.Load(folder);
            CalibrationMap[] maps = [.. Enumerable.Repeat(CalibrationMap.Identity, network.LabelCount)];
            var path = Write(ClassifierGraph.Of(
                network, new Float32Weights(), maps, [.. Enumerable.Repeat(0.5, network.LabelCount)]), Path.GetFileName(folder));
            using var session = RuntimeLog.Open(path).Session;
            var (ids, mask) = (Dense(oracle.InputIds), Dense(oracle.AttentionMask));
            var run = OnnxRun.Of(session, ids, mask, new(ids.Dimensions));
            oracle.AssertNear("logits", tensor(run.Logits, run.Logits.Length / network.LabelCount, network.LabelCount), Tolerance);
        }

        output.WriteCounts("graphs", files);
    }

    [Theory]
    [ClassData(typeof(EveryFamilyAndPooling))]
    internal void Sessions_of_every_optimization_level_open_without_a_warning_and_agree(string modelType, HeadPooling pooling)
    {
        using var scope = NewDisposeScope();
        var config = Samples.Odd(EncoderFamily.Find(modelType)!);
        using var network = Samples.Network(config, pooling);
        foreach (var method in Enum.GetValues<CalibrationMethod>())
        {
            var model = ClassifierGraph.Of(
                network, new Float32Weights(), SampleMaps.Of(method, Samples.Labels), SampleMaps.Thresholds(Samples.Labels));
            var path = Write(model, $"{method}.onnx");
            float[]? first = null;
            foreach (var level in Enum.GetValues<GraphOptimizationLevel>())
            {
                var (session, warnings) = RuntimeLog.Open(path, level);
                using var opened = session;
                Assert.Empty(warnings);
                var logits = OnnxRun.Of(session, SomeComments(config), config.PadTokenId).Logits;
                AssertNear(first ??= logits, logits, Tolerance);
            }
        }
    }

    [Theory]
    [ClassData(typeof(EveryFamily))]
    internal void ONNX_Runtime_fuses_activations_and_layer_norms(string modelType)
    {
        using var scope = NewDisposeScope();
        var config = Samples.Odd(EncoderFamily.Find(modelType)!);
        using var network = Samples.Network(config, HeadPooling.Mean);
        var optimized = _folder.File("optimized.onnx");
        RuntimeLog.Open(Write(Plain(network)), GraphOptimizationLevel.ORT_ENABLE_EXTENDED, optimized).Session.Dispose();
        var isGated = config.Own.FeedForwardWidth(config) > config.IntermediateSize;
        Assert.Equal(config.LayerCount, Count(isGated ? "Gelu" : "BiasGelu"));
        // A sum that the next block adds to as well is fused with no norm: of such layers' sums the last alone is.
        if (network.Encoder.FinalNorm is null)
            Assert.InRange(Count("SkipLayerNormalization"), 2 * config.LayerCount, 2 * config.LayerCount + 1);
        else
            Assert.Equal((1, 2 * config.LayerCount), (Count("SkipLayerNormalization"), Count("LayerNormalization")));

        // The field of an operation's name, as Protocol Buffers write it.
        int Count(string operation) => File.ReadAllText(optimized, System.Text.Encoding.Latin1)
            .Split($"\"{(char)operation.Length}{operation}").Length - 1;
    }

    [Fact]
    public void The_same_network_gives_the_same_bytes()
    {
        using var scope = NewDisposeScope();
        using var network = Samples.Network(Samples.Odd(EncoderFamily.Bert), HeadPooling.Mean);
        Assert.Equal(File.ReadAllBytes(Write(Plain(network), "a")), File.ReadAllBytes(Write(Plain(network), "b")));
    }

    [Fact]
    public void Large_constants_go_to_a_second_file_where_the_first_would_be_too_large()
    {
        using var scope = NewDisposeScope();
        var config = Samples.Odd(EncoderFamily.Bert);
        using var network = Samples.Network(config, HeadPooling.FirstToken);
        var path = _folder.File("split.onnx");
        Assert.True(OnnxFile.Write(path, Plain(network), largest: 40_000));
        Assert.InRange(new FileInfo(path).Length, 1, 40_000);
        Assert.True(File.Exists(path + ExportLayout.DataSuffix));
        Assert.Empty(RuntimeLog.Open(path).Warnings);
        AssertSame(network, path, Identity, Halves, SomeComments(config));
        var bytes = File.ReadAllBytes(path + ExportLayout.DataSuffix);
        OnnxFile.Write(path, Plain(network), largest: 40_000);
        Assert.Equal(bytes, File.ReadAllBytes(path + ExportLayout.DataSuffix));
    }

    [Theory]
    [InlineData("bert", "input_ids", "attention_mask", "token_type_ids")]
    [InlineData("distilbert", "input_ids", "attention_mask")]
    [InlineData("roberta", "input_ids", "attention_mask")]
    [InlineData("xlm-roberta", "input_ids", "attention_mask")]
    [InlineData("electra", "input_ids", "attention_mask", "token_type_ids")]
    [InlineData("mpnet", "input_ids", "attention_mask")]
    public void A_graph_asks_for_what_its_family_s_tokenizer_gives(string modelType, params string[] inputs)
    {
        using var scope = NewDisposeScope();
        using var network = Samples.Network(Samples.Odd(EncoderFamily.Find(modelType)!), HeadPooling.Mean);
        using var session = RuntimeLog.Open(Write(Plain(network))).Session;
        Assert.Equal(inputs, session.InputNames);
        Assert.Equal(["logits", "probabilities", "labels"], session.OutputNames);
        Assert.All(session.InputMetadata.Values, i => Assert.Equal(["batch_size", "sequence_length"], i.SymbolicDimensions));
        Assert.All(session.OutputMetadata.Values, o => Assert.Equal(["batch_size", ""], o.SymbolicDimensions));
        Assert.All(session.OutputMetadata.Values, o => Assert.Equal([-1, Samples.Labels], o.Dimensions));
    }

    [Theory]
    [ClassData(typeof(EveryFamily))]
    internal void Every_family_has_a_graph(string modelType) =>
        Assert.Equal(modelType, FamilyGraph.Of(EncoderFamily.Find(modelType)!).Family.ModelType);

    [Fact]
    public void A_family_without_a_graph_is_refused()
    {
        var other = EncoderFamily.Bert with { ModelType = "other", DisplayName = "Other" };
        var problem = Assert.Throws<DiagnosticException>(() => FamilyGraph.Of(other));
        Assert.Equal("EXP4130", Assert.Single(problem.Diagnostics).Code);
    }

    private static CalibrationMap[] Identity => [.. Enumerable.Repeat(CalibrationMap.Identity, Samples.Labels)];

    private static double[] Halves => [.. Enumerable.Repeat(0.5, Samples.Labels)];

    private static OnnxModel Plain(SequenceClassifier network) => ClassifierGraph.Of(network, new Float32Weights(), Identity, Halves);

    private static int[][] SomeComments(EncoderConfig config) =>
        [.. Samples.Comments(config, Math.Min(Comments - 1, config.MaxSequenceLength)).Take(Comments)];

    private static Microsoft.ML.OnnxRuntime.Tensors.DenseTensor<long> Dense(Tensor ids) =>
        new(ids.data<long>().ToArray(), [.. ids.shape.Select(s => (int)s)]);

    private static void AssertNear(float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.InRange(expected.Zip(actual, (e, a) => Math.Abs((double)e - a)).Max(), 0, tolerance);
    }

    private void AssertSame(
        SequenceClassifier network, string path, CalibrationMap[] maps, double[] thresholds, int[][] comments)
    {
        using var packed = new PackedClassifier(network);
        var labels = network.LabelCount;
        var expected = new PackedPredictor(packed).Predict(
            new EncodedRows(comments, new byte[comments.Length * labels], labels)).Logits;
        using var session = RuntimeLog.Open(path).Session;
        var run = OnnxRun.Of(session, comments, network.Config.PadTokenId);
        AssertNear(expected, run.Logits, Tolerance);
        for (var i = 0; i < expected.Length; i++)
        {
            var probability = maps[i % labels].Probability(expected[i]);
            Assert.InRange(Math.Abs(probability - run.Probabilities[i]), 0, 1e-4);
            if (Math.Abs(probability - thresholds[i % labels]) > 1e-4)
                Assert.Equal(probability >= thresholds[i % labels], run.Labels[i]);
        }
        output.WriteLine($"{comments.Length} comments, {expected.Zip(run.Logits, (e, a) => Math.Abs((double)e - a)).Max():g2}");
    }

    private string Write(OnnxModel model, string name = "model.onnx")
    {
        var path = _folder.File(name);
        OnnxFile.Write(path, model);
        return path;
    }
}
