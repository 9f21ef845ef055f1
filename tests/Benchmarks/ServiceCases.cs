using Emotune.Calibration;
using Emotune.Exported;
using Emotune.Files;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Data;
using Emotune.Model.Network;
using Emotune.Model.Onnx;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Weights;
using Emotune.Onnx;
using Emotune.Tokenization;
using Microsoft.ML.OnnxRuntime;

namespace Emotune.Benchmarks;

/// <summary>The 5,427 test comments by ONNX Runtime: its session alone over word pieces, and the package for services over texts.</summary>
internal static class ServiceCases
{
    private const int BatchTokens = 2_048;

    /// <summary>Batches of like length, made before the clock runs; logits alone.</summary>
    public static Measurement Raw(BenchmarkSettings settings, bool quantized) => InFolder(settings, quantized, folder =>
    {
        var rows = Comments.Read(settings, Split.Test).InputIds;
        var batches = LengthBatches.Of(rows, BatchTokens).Select(b => PaddedRows.Of(rows, b, settings.Tokenizer().PadId)).ToArray();
        using var sessionOptions = new SessionOptions { IntraOpNumThreads = BenchmarkSettings.Threads };
        using var session = new InferenceSession(
            Path.Combine(folder, ExportLayout.Graphs, quantized ? ExportLayout.QuantizedGraph : ExportLayout.Graph), sessionOptions);
        using var run = new RunOptions();
        return Measurement.Of(settings.Repeats, rows.Count, () =>
        {
            foreach (var batch in batches)
            {
                long[] shape = [batch.Rows, batch.Length];
                using var ids = OrtValue.CreateTensorValueFromMemory(batch.InputIds, shape);
                using var mask = OrtValue.CreateTensorValueFromMemory(batch.AttentionMask, shape);
                using var types = OrtValue.CreateTensorValueFromMemory(new long[batch.InputIds.Length], shape);
                using var outputs = session.Run(run, ["input_ids", "attention_mask", "token_type_ids"], [ids, mask, types], ["logits"]);
            }
        });
    });

    /// <summary>From texts to decided labels.</summary>
    public static Measurement Package(BenchmarkSettings settings, bool quantized) => InFolder(settings, quantized, folder =>
    {
        var source = settings.Source();
        string[] texts = [.. DatasetReader.Read(source, LabelSet.For(source), Split.Test).Select(r => r.Text)];
        var options = new EmotionClassifierOptions
        {
            Quantized = quantized,
            Threads = BenchmarkSettings.Threads,
            BatchTokens = BatchTokens,
        };
        using var classifier = EmotionClassifier.Load(folder, options);
        return Measurement.Of(settings.Repeats, texts.Length, () => classifier.Classify(texts));
    });

    private static Measurement InFolder(BenchmarkSettings settings, bool quantized, Func<string, Measurement> measure)
    {
        var folder = Directory.CreateTempSubdirectory("emotune-benchmark").FullName;
        try
        {
            Write(settings, folder, quantized);
            return measure(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(BenchmarkSettings settings, string folder, bool quantized)
    {
        var labels = LabelSet.For(settings.Source()).Names;
        using var classifier = ClassifierFiles.Start(settings.Backbone, labels, HeadPooling.Mean, lora: null, seed: 1);
        TextTokenizer.Copy(settings.Backbone, folder);
        CalibrationMap[] maps = [.. Enumerable.Repeat(CalibrationMap.Identity, labels.Count)];
        double[] thresholds = [.. Enumerable.Repeat(0.5, labels.Count)];
        Directory.CreateDirectory(Path.Combine(folder, ExportLayout.Graphs));
        OnnxFile.Write(
            Path.Combine(folder, ExportLayout.Graphs, quantized ? ExportLayout.QuantizedGraph : ExportLayout.Graph),
            ClassifierGraph.Of(classifier.Network, quantized ? new Int8Weights() : new Float32Weights(), maps, thresholds));
        Json.Write(Path.Combine(folder, ExportDescription.FileName), new ExportDescription(
            ExportDescription.CurrentVersion, labels, BenchmarkSettings.MaxLength, [],
            new(CalibrationMethod.None, CalibrationScope.Global, []), new(ThresholdStrategy.Fixed, thresholds),
            new("bert", "mean", new Dictionary<string, ExportedFile>()), new("benchmark", "full", 1, new Dictionary<string, string>())));
    }
}
