using System.Text.Json.Serialization;
using Emotune.Exported;

namespace Emotune.Model.Stages;

/// <summary>What Export wrote of a run and seed and where to: <c>exports.json</c>, which the report shows.</summary>
internal sealed record ExportRecord(IReadOnlyList<RecordedExport> Exports);

/// <summary>A folder that Export wrote.</summary>
/// <param name="Folder">Seen from the experiment's artifacts, with forward slashes.</param>
/// <param name="Stages">The digests of the keys of the stages that made the model, by the stage's folder.</param>
/// <param name="Files">By path in the folder. The card is left out, because people write in it.</param>
internal sealed record RecordedExport(
    string Folder, ExportFormat Format, IReadOnlyDictionary<string, string> Stages, IReadOnlyDictionary<string, ExportedFile> Files)
{
    /// <summary>What the graph in int8 costs; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QuantizationCost? Quantization { get; init; }

    /// <summary>How long the graphs took; null where they were not measured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GraphSpeed? Speed { get; init; }
}

/// <summary>How long ONNX Runtime took on the validation comments, in seconds for a thousand of them.</summary>
internal sealed record GraphSpeed(double Float32, double Int8);
