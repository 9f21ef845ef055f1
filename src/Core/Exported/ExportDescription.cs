using System.Text.Json.Serialization;
using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Texts;

namespace Emotune.Exported;

/// <summary><c>emotune.json</c>: what a program has to know of an exported model beside its graph.</summary>
/// <param name="FormatVersion">Raised when a key changes its meaning or goes away, and not when one is added.</param>
/// <param name="Labels">In the order of the graph's outputs.</param>
/// <param name="MaxLength">The word pieces that a text keeps, special ones included.</param>
/// <param name="Clean">What is cleaned off a text before it is tokenized.</param>
internal sealed record ExportDescription(
    int FormatVersion,
    IReadOnlyList<string> Labels,
    int MaxLength,
    IReadOnlyList<CleaningStep> Clean,
    ExportedCalibration Calibration,
    ExportedThresholds Thresholds,
    ExportedModel Model,
    ExportProvenance Provenance)
{
    /// <summary>What the graph in int8 costs; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QuantizationCost? Quantization { get; init; }

    public const string FileName = "emotune.json";

    /// <summary>The <see cref="FormatVersion"/> that is written.</summary>
    public const int CurrentVersion = 1;

    /// <summary>What in it contradicts itself; null where nothing does.</summary>
    private string? Fault()
    {
        if (Labels.Distinct(StringComparer.Ordinal).Count() != Labels.Count)
            return "a label is there twice.";
        return Thresholds.Labels.Count == Labels.Count
            ? null
            : $"there are {Labels.Count} labels and {Thresholds.Labels.Count} thresholds.";
    }

    /// <exception cref="DiagnosticException">The file cannot be read or is not valid; EXP4150: it is of another version.</exception>
    public static ExportDescription Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        // The version first: a later file may lack what this version requires.
        if (Json.ReadObject(path)["format_version"]?.ToJsonString() is { } given && given != $"{CurrentVersion}")
            throw new DiagnosticException(Problems.ExportFormatUnknown.In(path, given, CurrentVersion));
        var read = Json.Read<ExportDescription>(path);
        return read.Fault() is { } fault ? throw new DiagnosticException(Problems.JsonInvalid.In(path, fault)) : read;
    }
}

/// <summary>How logits become probabilities; the graph has it too.</summary>
/// <param name="Maps">One for each label.</param>
internal sealed record ExportedCalibration(CalibrationMethod Method, CalibrationScope Scope, IReadOnlyList<CalibrationMap> Maps);

/// <summary>A label is given where its probability is at least its threshold; the graph has it too.</summary>
/// <param name="Labels">One for each label; 2, which no probability reaches, where a label is never given.</param>
internal sealed record ExportedThresholds(ThresholdStrategy Strategy, IReadOnlyList<double> Labels);

/// <summary>The model's kind.</summary>
/// <param name="Family">The encoder's <c>model_type</c>.</param>
/// <param name="Pooling">Where the head looks, as the experiment's <c>head.pooling</c> says it.</param>
/// <param name="Files">The files beside this one; null where the program that wrote it did not list them.</param>
internal sealed record ExportedModel(string Family, string Pooling, IReadOnlyDictionary<string, ExportedFile>? Files = null);

/// <summary>A file of the exported folder.</summary>
/// <param name="Sha256">In small hexadecimal digits; null where the program that wrote it did not compute it.</param>
internal sealed record ExportedFile(long Bytes, string? Sha256 = null);

/// <summary>Where an exported model came from.</summary>
/// <param name="Sha256">The digests of the files that it was made from: data, backbone, training and calibration, by name.</param>
internal sealed record ExportProvenance(string Experiment, string Run, long Seed, IReadOnlyDictionary<string, string> Sha256);
