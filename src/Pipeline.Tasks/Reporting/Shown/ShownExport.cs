using Emotune.Exported;
using Emotune.Model.Stages;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>A folder that the target Export wrote of a run and seed.</summary>
/// <param name="Folder">Seen from the experiment's artifacts, with forward slashes.</param>
/// <param name="Bytes">Of all files but the card.</param>
internal sealed record ShownExport(RunResult Run, string Folder, ExportFormat Format, long Bytes)
{
    public QuantizationCost? Quantization { get; init; }

    public GraphSpeed? Speed { get; init; }

    /// <summary>Why there is no link to it; null where there is one.</summary>
    public string? NotLinked { get; init; }

    /// <summary>The folder's own name.</summary>
    public string Name => Folder[(Folder.LastIndexOf('/') + 1)..];

    /// <summary>The address of the folder seen from the report's folder: it holds no letter that Markdown or HTML would read.</summary>
    public string Address => "../" + string.Join('/', Folder.Split('/').Select(Uri.EscapeDataString)) + "/";

    /// <summary>The format and, where it has one, its graph in int8.</summary>
    public string Kind => Format switch
    {
        ExportFormat.Safetensors => "safetensors",
        ExportFormat.Onnx => "ONNX",
        ExportFormat.All => "safetensors, ONNX",
        _ => throw new ArgumentOutOfRangeException(nameof(Format), Format, null),
    } + (Quantization is null ? "" : ", int8");

    /// <summary>How long a thousand comments took, in each precision.</summary>
    public string SecondsPerThousand => Speed is null
        ? "not measured"
        : $"{Numbers.Seconds(Speed.Float32)}, int8 {Numbers.Seconds(Speed.Int8)}";
}
