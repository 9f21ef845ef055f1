using System.Diagnostics;
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
using Emotune.Tokenization;

namespace Emotune.Model.Stages;

/// <param name="OutputFolder">Made where missing.</param>
internal sealed record OnnxExportRequest(TrainedRun Run, string OutputFolder)
{
    /// <summary>The text of the model card; null for none.</summary>
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

/// <summary>What was found of the graphs while they were measured.</summary>
internal sealed record MeasuredGraphs(QuantizationCost Cost, GraphSpeed Speed);

/// <summary>A trained run as a folder with a graph: adapters merged, calibration and thresholds in it, the tokenizer beside it.</summary>
internal sealed class OnnxExportStage
{
    // Speeds are told for so many.
    private const double SpeedComments = 1000;

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

    /// <returns>What the graph in int8 costs and how fast it is; null where none was asked for.</returns>
    /// <exception cref="DiagnosticException">EXP4130: the family has no graph; EXP4131, EXP4132: int8 costs too much, or could not be
    /// measured; EXP4209: libtorch failed; EXP40xx: a file is not valid or cannot be written. The folder is then as it was.</exception>
    public static MeasuredGraphs? Export(OnnxExportRequest request, CancellationToken cancellation = default) =>
        StageBoundary.Run("Export", () =>
        {
            using var loaded = request.Run.Model.Load(
                new Inference(Environment.ProcessorCount, NumericPrecision.Float32, BatchTokens: 0));
            return new OnnxExportStage(request, loaded, cancellation).Write();
        });

    private MeasuredGraphs? Write()
    {
        MeasuredGraphs? measured = null;
        AtomicFolder.Write(_request.OutputFolder, folder =>
        {
            if (_request.WithSafetensors)
                _classifier.WriteMerged(folder);
            TextTokenizer.Copy(Run.Model.TokenizerFolder, folder);
            if (_request.Card is { } card)
                AtomicFile.WriteText(Path.Combine(folder, StageLayout.Report.ExportedCard), card);
            List<string> split = [.. WriteGraph(folder, ExportLayout.Graph, new Float32Weights())];
            if (_request.Quantization is { } quantization)
            {
                split.AddRange(WriteGraph(folder, ExportLayout.QuantizedGraph, new Int8Weights()));
                measured = Measure(folder, quantization);
            }

            _classifier.Config.WriteGraph(folder, _classifier.Labels, _classifier.Network.Pooling, split);
            Json.Write(Path.Combine(folder, ExportDescription.FileName), Describe(folder, measured?.Cost));
        });
        return measured;
    }

    /// <returns>The file's name, where its large constants lie in a second one.</returns>
    private string[] WriteGraph(string folder, string name, IWeightForm weights)
    {
        Directory.CreateDirectory(Path.Combine(folder, ExportLayout.Graphs));
        var model = ClassifierGraph.Of(
            _classifier.Network, weights, [.. _decision.Calibration!.Labels.Select(l => l.Map)], _decision.Thresholds!.Labels);
        return OnnxFile.Write(Path.Combine(folder, ExportLayout.Graphs, name), model) ? [name] : [];
    }

    private MeasuredGraphs Measure(string folder, Quantization quantization)
    {
        var validation = PreparedReader.Read(Run.PreparedFolder, Split.Validation);
        var (float32, int8) = (Predict(ExportLayout.Graph), Predict(ExportLayout.QuantizedGraph));
        var plain = new Predictions(float32.Logits, validation.MultiHotLabels, validation.LabelCount);
        var cost = QuantizationMeasurement.Of(plain.Checked(Split.Validation.Name()), int8.Logits, _decision);
        if (!quantization.Force)
            cost.RequireSmall();
        return new MeasuredGraphs(cost, new GraphSpeed(float32.Seconds, int8.Seconds));

        (float[] Logits, double Seconds) Predict(string graph)
        {
            using var session = quantization.Open(Path.Combine(folder, ExportLayout.Graphs, graph));
            var clock = Stopwatch.StartNew();
            var logits = GraphPredictor.Predict(
                session, validation.InputIds, validation.LabelCount, _classifier.Config.Encoder.PadTokenId, _cancellation);
            return (logits, clock.Elapsed.TotalSeconds / validation.InputIds.Length * SpeedComments);
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
                ExportedFiles.Of(folder, StageLayout.Report.ExportedCard)),
            Run.Provenance)
        {
            Quantization = cost,
        };
    }
}
