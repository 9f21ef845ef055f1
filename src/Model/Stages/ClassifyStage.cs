using Emotune.Model.Artifacts.Files;
using Emotune.Model.Calibration;
using Emotune.Model.Data;
using Emotune.Model.Diagnostics;
using Emotune.Model.Prediction;

namespace Emotune.Model.Stages;

/// <param name="Clean">As the training texts were cleaned.</param>
public sealed record ClassifyRequest(
    ModelSource Model, Inference Inference, string PreparedFolder, string CalibrateFolder, IReadOnlyCollection<CleaningStep> Clean,
    int MaxLength);

/// <summary>A label that a text was given.</summary>
/// <param name="Probability">Calibrated.</param>
public sealed record ClassifiedLabel(string Label, double Probability);

/// <summary>What the model says of one text.</summary>
/// <param name="Labels">Those whose calibrated probability reaches the label's threshold, the most probable first.</param>
/// <param name="Probabilities">Calibrated, of every label.</param>
public sealed record Classification(string Text, IReadOnlyList<ClassifiedLabel> Labels, IReadOnlyDictionary<string, double> Probabilities)
{
    /// <summary>One line of JSON.</summary>
    public string ToLine() => Json.Line(this);
}

/// <summary>New texts by a trained run, its calibration and its thresholds.</summary>
public static class ClassifyStage
{
    /// <exception cref="DiagnosticException">EXP4209: libtorch failed; EXP4114, EXP4115: the encoder does not fit length or
    /// tokenizer.</exception>
    public static IReadOnlyList<Classification> Run(ClassifyRequest request, IReadOnlyList<string> texts, CancellationToken cancellation) =>
        StageBoundary.Run("Classify", () => Classify(request, texts, cancellation));

    private static Classification[] Classify(ClassifyRequest request, IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        var labels = PreparedReader.ReadLabels(request.PreparedFolder);
        var calibration = Json.Read<CalibrationResult>(Path.Combine(request.CalibrateFolder, StageLayout.Calibrate.Calibration));
        var thresholds = Json.Read<DecisionThresholds>(Path.Combine(request.CalibrateFolder, StageLayout.Calibrate.Thresholds));
        if (texts.Count == 0)
            return [];
        using var loaded = request.Model.Load(request.Inference);
        EncoderFit.RequireLength(loaded.Encoder, request.MaxLength);
        loaded.RequireVocabulary();
        var cleaner = new TextCleaner(request.Clean);
        var ids = texts.Select(t => loaded.Tokenizer.EncodeIds(cleaner.Clean(t), request.MaxLength)).ToArray();
        var rows = new EncodedRows(ids, new byte[texts.Count * labels.Count], labels.Count);
        var logits = loaded.Predictor.Predict(rows, cancellation: cancellation).Logits;
        var probabilities = calibration.Calibrate(logits, labels.Count);
        return [.. texts.Select((text, i) => Of(text, probabilities.AsSpan(i * labels.Count, labels.Count), labels, thresholds.Labels))];
    }

    private static Classification Of(
        string text, ReadOnlySpan<double> probabilities, IReadOnlyList<string> labels, IReadOnlyList<double> thresholds)
    {
        var all = new Dictionary<string, double>(StringComparer.Ordinal);
        var given = new List<ClassifiedLabel>();
        for (var label = 0; label < labels.Count; label++)
        {
            all.Add(labels[label], probabilities[label]);
            if (probabilities[label] >= thresholds[label])
                given.Add(new ClassifiedLabel(labels[label], probabilities[label]));
        }
        return new Classification(text, [.. given.OrderByDescending(l => l.Probability)], all);
    }
}
