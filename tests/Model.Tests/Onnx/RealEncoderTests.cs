using Emotune.Calibration;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Network;
using Emotune.Model.Onnx;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Weights;
using Emotune.Model.Prediction;
using Emotune.Model.Tests.Artifacts;
using Emotune.Randomness;
using Emotune.Runtime;
using Emotune.Tokenization;
using Xunit.Abstractions;

namespace Emotune.Model.Tests.Onnx;

/// <summary>MiniLM's graph on all comments of GoEmotions' test split.</summary>
public sealed class RealEncoderTests(ITestOutputHelper output)
{
    private const int Labels = 28;

    [OracleFact]
    public void Logits_of_every_test_comment_are_the_pipeline_s()
    {
        var backbone = Path.Combine(SharedFiles.Root, "models", "all-MiniLM-L6-v2");
        var tokenizer = TextTokenizer.Load(backbone);
        int[][] rows = [.. File.ReadLines(Path.Combine(SharedFiles.Root, "data", "goemotions", "test.tsv"))
            .Select(l => tokenizer.EncodeIds(l.Split('\t')[0], 128))];
        Assert.Equal(5427, rows.Length);
        using var folder = new TemporaryFolder();
        using var classifier = ClassifierFiles.Start(
            backbone, [.. Enumerable.Range(0, Labels).Select(i => $"label {i}")], HeadPooling.Mean, lora: null, seed: 1);
        // A head as large as a trained one's: logits of several units.
        var head = classifier.Network.LabelLayer;
        head.Weight.Assign(new CounterRandom(3, "head").Normal(Labels * head.Inputs, 0.3));
        var path = folder.File("model.onnx");
        CalibrationMap[] maps = [.. Enumerable.Repeat(CalibrationMap.Identity, Labels)];
        OnnxFile.Write(path, ClassifierGraph.Of(classifier.Network, new Float32Weights(), maps, new double[Labels]));

        using var packed = new PackedClassifier(classifier.Network, threads: 2);
        var expected = new PackedPredictor(packed).Predict(new EncodedRows(rows, new byte[rows.Length * Labels], Labels)).Logits;
        using var session = new OnnxRuntimeSession(path);
        var actual = GraphPredictor.Predict(session, rows, Labels, classifier.Config.Encoder.PadTokenId);

        var largest = expected.Zip(actual, (e, a) => Math.Abs((double)e - a)).Max();
        output.WriteLine($"{rows.Length} comments, logits up to {expected.Max(Math.Abs):F1}, largest difference {largest:g3}");
        Assert.InRange(expected.Max(Math.Abs), 2, 12);
        Assert.InRange(largest, 0, 2e-5);
    }
}
