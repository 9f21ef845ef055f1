using System.Security.Cryptography;
using System.Text.Json;
using Emotune.Diagnostics;
using Emotune.Exported;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Data;
using Emotune.Model.Network;
using Emotune.Model.Onnx;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Weights;
using Emotune.Platform;
using Emotune.Tokenization;

namespace Emotune.Model.Stages;

/// <param name="OutputFolder">Made where missing.</param>
internal sealed record OnnxExportRequest(TrainedRun Run, string OutputFolder)
{
    /// <summary>The model card; null for none.</summary>
    public string? Card { get; init; }

    /// <summary>Whether the folder gets the weights in Hugging Face layout as well.</summary>
    public bool WithSafetensors { get; init; }

    /// <summary>Null for the graph in single precision alone.</summary>
    public Quantization? Quantization { get; init; }
}

/// <summary>How a graph in int8 is measured before it is given away.</summary>
/// <param name="Open">Loads a graph's file.</param>
/// <param name="Force">Whether the graph is written whatever it costs.</param>
internal sealed record Quantization(Func<string, IGraphSession> Open, bool Force);

/// <summary>A trained run as a folder with a graph: adapters merged, calibration and thresholds in it, the tokenizer beside it.</summary>
internal sealed class OnnxExportStage
{
    private readonly OnnxExportRequest _request;
    private readonly StoredClassifier _classifier;
    private readonly LabelDecision _decision;
    private readonly CancellationToken _cancellation;

    private OnnxExportStage(OnnxExportRequest request, LoadedModel loaded, CancellationToken cancellation)
    {
        (_request, _classifier, _cancellation) = (request, loaded.Classifier, cancellation);
        loaded.RequireVocabulary();
        EncoderFit.RequireLength(loaded.Encoder, Run.MaxLength);
        _decision = LabelDecision.Of(Run.CalibrateFolder);
        _decision.RequireLabels(_classifier.Labels.Count);
        // A graph has plain layers alone.
        _ = _classifier.Adapter?.Merge();
    }

    private TrainedRun Run => _request.Run;

    /// <returns>What the graph in int8 costs; null where none was asked for.</returns>
    /// <exception cref="DiagnosticException">EXP4130: the family has no graph; EXP4131, EXP4132: int8 costs too much, or could not be
    /// measured; EXP4209: libtorch failed; EXP40xx: a file is not valid or cannot be written. The folder is then as it was.</exception>
    public static QuantizationCost? Export(OnnxExportRequest request, CancellationToken cancellation = default) =>
        StageBoundary.Run("Export", () =>
        {
            using var loaded = request.Run.Model.Load(
                new Inference(Environment.ProcessorCount, NumericPrecision.Float32, BatchTokens: 0));
            return new OnnxExportStage(request, loaded, cancellation).Write();
        });

    private QuantizationCost? Write()
    {
        QuantizationCost? cost = null;
        AtomicFolder.Write(_request.OutputFolder, folder =>
        {
            if (_request.WithSafetensors)
                _classifier.WriteMerged(folder);
            TextTokenizer.Copy(Run.Model.TokenizerFolder, folder);
            if (_request.Card is { } card)
                AtomicFile.Copy(card, Path.Combine(folder, StageLayout.Report.ExportedCard));
            List<string> split = [.. WriteGraph(folder, ExportLayout.Graph, new Float32Weights())];
            if (_request.Quantization is { } quantization)
            {
                split.AddRange(WriteGraph(folder, ExportLayout.QuantizedGraph, new Int8Weights()));
                cost = Measure(folder, quantization);
            }

            _classifier.Config.WriteGraph(folder, _classifier.Labels, _classifier.Network.Pooling, split);
            Json.Write(Path.Combine(folder, ExportDescription.FileName), Describe(folder, cost));
        });
        return cost;
    }

    /// <returns>The file's name, where its large constants lie in a second one.</returns>
    private string[] WriteGraph(string folder, string name, IWeightForm weights)
    {
        Directory.CreateDirectory(Path.Combine(folder, ExportLayout.Graphs));
        var model = ClassifierGraph.Of(
            _classifier.Network, weights, [.. _decision.Calibration!.Labels.Select(l => l.Map)], _decision.Thresholds!.Labels);
        return OnnxFile.Write(Path.Combine(folder, ExportLayout.Graphs, name), model) ? [name] : [];
    }

    private QuantizationCost Measure(string folder, Quantization quantization)
    {
        var validation = PreparedReader.Read(Run.PreparedFolder, Split.Validation);
        var plain = new Predictions(Logits(ExportLayout.Graph), validation.MultiHotLabels, validation.LabelCount);
        var cost = QuantizationMeasurement.Of(plain.Checked(Split.Validation.Name()), Logits(ExportLayout.QuantizedGraph), _decision);
        if (!quantization.Force)
            cost.RequireSmall();
        return cost;

        float[] Logits(string graph)
        {
            using var session = quantization.Open(Path.Combine(folder, ExportLayout.Graphs, graph));
            return GraphPredictor.Predict(
                session, validation.InputIds, validation.LabelCount, _classifier.Config.Encoder.PadTokenId, _cancellation);
        }
    }

    private ExportDescription Describe(string folder, QuantizationCost? cost)
    {
        var (calibration, thresholds) = (_decision.Calibration!, _decision.Thresholds!);
        return new ExportDescription(
            ExportDescription.CurrentVersion, _classifier.Labels, Run.MaxLength, Run.Clean,
            new ExportedCalibration(calibration.Method, calibration.Scope, [.. calibration.Labels.Select(l => l.Map)]),
            new ExportedThresholds(thresholds.Strategy, thresholds.Labels),
            new ExportedModel(
                _classifier.Config.Encoder.Family.ModelType,
                JsonNamingPolicy.SnakeCaseLower.ConvertName(_classifier.Network.Pooling.ToString()),
                FilesOf(folder)),
            Run.Provenance)
        {
            Quantization = cost,
        };
    }

    private static SortedDictionary<string, ExportedFile> FilesOf(string folder)
    {
        var files = new SortedDictionary<string, ExportedFile>(StringComparer.Ordinal);
        // The card shows what the run cost, which is no part of the model and is never twice the same.
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(p => Path.GetFileName(p) != StageLayout.Report.ExportedCard))
        {
            using var stream = File.OpenRead(path);
            var digest = Convert.ToHexStringLower(SHA256.HashData(stream));
            files.Add(PathText.Below(folder, path), new ExportedFile(stream.Length, digest));
        }
        return files;
    }
}
