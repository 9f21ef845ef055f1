using System.Text.Json.Serialization;
using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Texts;

namespace Emotune.Exported;

/// <summary>
/// <c>emotune.json</c>: what a folder for ONNX Runtime says beyond the files that others know. The graph holds calibration and thresholds
/// as well; here they can be read.
/// </summary>
/// <param name="Format">The version of this file's form.</param>
/// <param name="Labels">(L) In the order of the graph's outputs.</param>
/// <param name="MaxLength">Word pieces that a text keeps, special ones included.</param>
/// <param name="Clean">What is cleaned off a text before the tokenizer reads it.</param>
/// <param name="Calibration">Null for plain probabilities.</param>
/// <param name="Thresholds">Null for 0.5 everywhere.</param>
/// <param name="Provenance">Digests of what the model was made of, by their subject.</param>
internal sealed record ExportedModel(
    int Format, IReadOnlyList<string> Labels, int MaxLength, IReadOnlyList<CleaningStep> Clean, CalibrationResult? Calibration,
    DecisionThresholds? Thresholds, IReadOnlyDictionary<string, string> Provenance)
{
    public const string FileName = "emotune.json";
    public const int CurrentFormat = 1;

    /// <summary>What int8 weights cost; null where the folder has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QuantizationCost? Quantized { get; init; }

    /// <exception cref="DiagnosticException">The file cannot be read or is not valid; EXP4150: it is of another format.</exception>
    public static ExportedModel Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        // The format first: a later one may lack what this one requires.
        if (Json.ReadObject(path)["format"] is { } format && format.ToJsonString() is var given && given != CurrentFormat.ToString(null, null))
            throw new DiagnosticException(Problems.ExportFormatUnknown.In(path, given, CurrentFormat));
        return Json.Read<ExportedModel>(path);
    }
}

/// <summary>What the model with int8 weights loses on validation, against the one with float32 weights.</summary>
/// <param name="LargestDifference">The largest difference between two probabilities of one text and label.</param>
internal sealed record QuantizationCost(
    double MicroF1Before, double MicroF1After, double MacroF1Before, double MacroF1After, double BrierBefore, double BrierAfter,
    double LargestDifference);
