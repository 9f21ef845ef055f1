using System.Security.Cryptography;
using Emotune.Model.Artifacts.Files;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Calibration;
using Emotune.Model.Diagnostics;
using Emotune.Model.Network;
using Emotune.Model.Onnx;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Weights;
using Emotune.Model.Tokenization;

namespace Emotune.Model.Stages;

/// <param name="OutputFolder">Made where missing.</param>
internal sealed record OnnxExportRequest(TrainedRun Run, string OutputFolder)
{
    /// <summary>Whether the folder gets the weights in Hugging Face layout as well.</summary>
    public bool WithSafetensors { get; init; }
}

/// <summary>A trained run as a folder with a graph: adapters merged, calibration and thresholds in it, the tokenizer beside it.</summary>
internal static class OnnxExportStage
{
    /// <exception cref="DiagnosticException">EXP4130: the family has no graph; EXP4209: libtorch failed; EXP40xx: a file is not valid or
    /// cannot be written.</exception>
    public static void Run(OnnxExportRequest request) => StageBoundary.Run("Export", () => Export(request));

    private static void Export(OnnxExportRequest request)
    {
        var run = request.Run;
        using var loaded = run.Model.Load(new Inference(Environment.ProcessorCount, NumericPrecision.Float32, BatchTokens: 0));
        var classifier = loaded.Classifier;
        loaded.RequireVocabulary();
        EncoderFit.RequireLength(loaded.Encoder, run.MaxLength);
        var (calibration, thresholds) = Decision(run, classifier.Labels.Count);
        _ = classifier.Adapter?.Merge();
        AtomicFolder.Write(request.OutputFolder, folder =>
        {
            if (request.WithSafetensors)
                classifier.WriteMerged(folder);
            TextTokenizer.Copy(run.Model.TokenizerFolder, folder);
            var split = WriteGraph(classifier, calibration, thresholds, Path.Combine(folder, ExportLayout.Graphs, ExportLayout.Graph));
            classifier.Config.WriteGraph(folder, classifier.Labels, classifier.Network.Pooling, split ? [ExportLayout.Graph] : []);
            Json.Write(Path.Combine(folder, ExportDescription.FileName), new ExportDescription(
                ExportDescription.CurrentVersion, classifier.Labels, run.MaxLength, run.Clean,
                new ExportedCalibration(calibration.Method, calibration.Scope, Maps(calibration)),
                new ExportedThresholds(thresholds.Strategy, thresholds.Labels),
                new ExportedModel(loaded.Encoder.Family.ModelType, classifier.Network.Pooling, FilesOf(folder)),
                run.Provenance));
        });
    }

    private static (CalibrationResult Calibration, DecisionThresholds Thresholds) Decision(TrainedRun run, int labels)
    {
        var decision = LabelDecision.Of(run.CalibrateFolder);
        decision.RequireLabels(labels);
        return (decision.Calibration!, decision.Thresholds!);
    }

    private static bool WriteGraph(
        StoredClassifier classifier, CalibrationResult calibration, DecisionThresholds thresholds, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return OnnxFile.Write(
            path, ClassifierGraph.Of(classifier.Network, new Float32Weights(), Maps(calibration), thresholds.Labels));
    }

    private static CalibrationMap[] Maps(CalibrationResult calibration) => [.. calibration.Labels.Select(l => l.Map)];

    private static SortedDictionary<string, ExportedFile> FilesOf(string folder)
    {
        var files = new SortedDictionary<string, ExportedFile>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var stream = File.OpenRead(path);
            files.Add(Path.GetRelativePath(folder, path), new ExportedFile(stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream))));
        }
        return files;
    }
}
