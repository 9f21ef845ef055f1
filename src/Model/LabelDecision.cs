using Emotune.Calibration;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Stages;

namespace Emotune.Model;

/// <summary>From a model's logits to probabilities and labels.</summary>
/// <param name="Calibration">Null for plain probabilities.</param>
/// <param name="Thresholds">Null for <see cref="PlainThreshold"/> everywhere.</param>
internal sealed record LabelDecision(CalibrationResult? Calibration, DecisionThresholds? Thresholds)
{
    private const double PlainThreshold = 0.5;

    public static LabelDecision Plain { get; } = new(null, null);

    /// <summary>What Calibrate wrote.</summary>
    public static LabelDecision Of(string calibrateFolder) => new(
        Json.Read<CalibrationResult>(Path.Combine(calibrateFolder, StageLayout.Calibrate.Calibration)),
        Json.Read<DecisionThresholds>(Path.Combine(calibrateFolder, StageLayout.Calibrate.Thresholds)));

    /// <exception cref="Diagnostics.DiagnosticException">EXP5006: these are for another number of labels.</exception>
    public void RequireLabels(int count)
    {
        Calibration?.CheckLabelCount(count);
        Thresholds?.CheckLabelCount(count);
    }

    /// <param name="logits">(N × L)</param>
    public Classification[] Classify(IReadOnlyList<string> texts, float[] logits, IReadOnlyList<string> labels)
    {
        var probabilities = Calibration?.Calibrate(logits, labels.Count) ?? Logistic.Sigmoid(logits);
        return [.. texts.Select((text, i) => Of(text, probabilities.AsSpan(i * labels.Count, labels.Count), labels))];
    }

    private Classification Of(string text, ReadOnlySpan<double> probabilities, IReadOnlyList<string> labels)
    {
        var all = new Dictionary<string, double>(StringComparer.Ordinal);
        var given = new List<ClassifiedLabel>();
        for (var label = 0; label < labels.Count; label++)
        {
            all.Add(labels[label], probabilities[label]);
            if (probabilities[label] >= (Thresholds?.Labels[label] ?? PlainThreshold))
                given.Add(new ClassifiedLabel(labels[label], probabilities[label]));
        }
        return new Classification(text, [.. given.OrderByDescending(l => l.Probability)], all);
    }
}
