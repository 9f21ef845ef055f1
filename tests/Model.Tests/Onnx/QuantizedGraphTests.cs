using Emotune.Calibration;
using Emotune.Model.Network;
using Emotune.Model.Onnx;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Weights;
using Emotune.Model.Tests.Artifacts;
using Emotune.Model.Tests.Network;
using Emotune.Model.Tests.Prediction;
using Emotune.Runtime;
using Microsoft.ML.OnnxRuntime;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Onnx;

/// <summary>Graphs in int8 in ONNX Runtime.</summary>
public sealed class QuantizedGraphTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [ClassData(typeof(EveryFamilyAndPooling))]
    internal void Logits_are_near_those_in_single_precision_and_no_session_warns(string modelType, HeadPooling pooling)
    {
        using var scope = NewDisposeScope();
        var config = Samples.Odd(EncoderFamily.Find(modelType)!);
        using var network = Samples.Network(config, pooling);
        var comments = Samples.Comments(config, 40);
        var exact = Logits(Write(network, new Float32Weights()), comments, config);
        var path = Write(network, new Int8Weights());
        foreach (var level in Enum.GetValues<GraphOptimizationLevel>())
        {
            var (session, warnings) = RuntimeLog.Open(path, level);
            session.Dispose();
            Assert.Empty(warnings);
        }

        var rounded = Logits(path, comments, config);
        var (size, difference) = (exact.Max(Math.Abs), exact.Zip(rounded, (e, r) => Math.Abs(e - r)).Max());
        output.WriteLine($"{difference:g2} of {size:g2}");
        Assert.InRange(difference, 1e-5, 0.2 * size);
    }

    [Fact]
    public void Every_layer_is_in_whole_numbers_and_layers_of_one_input_share_its_rounding()
    {
        using var scope = NewDisposeScope();
        var config = Samples.Odd(EncoderFamily.Bert);
        using var network = Samples.Network(config, HeadPooling.FirstToken);
        var model = Graph(network, new Int8Weights());
        int Count(string operation) => model.Nodes.Count(n => n.Operation == operation);
        // Six layers of the encoder's, of which three read the same, and the two of the head.
        Assert.Equal((6 * config.LayerCount) + 2, Count("MatMulInteger"));
        Assert.Equal((4 * config.LayerCount) + 2, Count("DynamicQuantizeLinear"));
        // The products of attention have no weights.
        Assert.Equal(2 * config.LayerCount, Count("MatMul"));
    }

    [Fact]
    public void Weights_of_layers_keep_to_seven_bits_and_use_them()
    {
        using var scope = NewDisposeScope();
        using var network = Samples.Network(Samples.Odd(EncoderFamily.Roberta), HeadPooling.Mean);
        var weights = Graph(network, new Int8Weights()).Tensors.Where(t => t.Name.EndsWith(".weight.quantized", StringComparison.Ordinal))
            .ToList();
        foreach (var tensor in weights.Where(t => !t.Name.Contains("word_embeddings", StringComparison.Ordinal)))
        {
            using var stream = new MemoryStream();
            tensor.Write(stream);
            Assert.Equal(tensor.ByteCount, stream.Length);
            var most = stream.ToArray().Max(b => Math.Abs((int)(sbyte)b));
            Assert.Equal(Int8Weights.LargestOfLayer, most);
        }
        Assert.NotEmpty(weights);
    }

    [Fact]
    public void The_same_network_gives_the_same_bytes_and_a_fraction_of_the_size()
    {
        using var scope = NewDisposeScope();
        using var network = Samples.Network(Samples.Odd(EncoderFamily.Bert), HeadPooling.Mean);
        var first = File.ReadAllBytes(Write(network, new Int8Weights()));
        Assert.Equal(first, File.ReadAllBytes(Write(network, new Int8Weights())));
        Assert.InRange(first.Length, 1, new FileInfo(Write(network, new Float32Weights())).Length * 2 / 3);
    }

    [Fact]
    public void Rows_come_back_in_their_order()
    {
        using var scope = NewDisposeScope();
        var config = Samples.Odd(EncoderFamily.DistilBert);
        using var network = Samples.Network(config, HeadPooling.Mean);
        var comments = Samples.Comments(config, 60);
        using var session = new OnnxRuntimeSession(Write(network, new Float32Weights()));
        var together = GraphPredictor.Predict(session, comments, Samples.Labels, config.PadTokenId);
        var alone = comments.SelectMany(c => GraphPredictor.Predict(session, [c], Samples.Labels, config.PadTokenId)).ToArray();
        Assert.All(together.Zip(alone), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 2e-5));
    }

    [Fact]
    public void A_prediction_is_cancelled_between_two_batches() => Assert.Throws<OperationCanceledException>(
        () => GraphPredictor.Predict(null!, [[1]], 1, 0, new CancellationToken(canceled: true)));

    [Fact]
    public void What_ONNX_Runtime_cannot_load_is_a_numbered_problem() => Assert.Equal(
        "EXP4132", Problem.CodeOf(() => new OnnxRuntimeSession(_folder.WithText("no.onnx", "nothing")).Dispose()));

    private static float[] Logits(string path, int[][] comments, EncoderConfig config)
    {
        using var session = new OnnxRuntimeSession(path);
        return GraphPredictor.Predict(session, comments, Samples.Labels, config.PadTokenId);
    }

    private static OnnxModel Graph(SequenceClassifier network, IWeightForm weights) => ClassifierGraph.Of(
        network, weights, SampleMaps.Of(CalibrationMethod.Temperature, Samples.Labels),
        SampleMaps.Thresholds(Samples.Labels));

    private string Write(SequenceClassifier network, IWeightForm weights)
    {
        var path = _folder.File(weights.GetType().Name + ".onnx");
        OnnxFile.Write(path, Graph(network, weights));
        return path;
    }
}
