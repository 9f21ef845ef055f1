using Emotune.Model.Diagnostics;
using Emotune.Model.Stages;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>What the properties of Export ask for.</summary>
internal sealed record ExportChoice(ExportFormat Format)
{
    /// <exception cref="DiagnosticException">EXP2008: a property has another value than its valid ones.</exception>
    public static ExportChoice Of(string? format) => new(FormatOf(format));

    private static ExportFormat FormatOf(string? format) => format switch
    {
        null or "" or "safetensors" => ExportFormat.Safetensors,
        "onnx" => ExportFormat.Onnx,
        "all" => ExportFormat.All,
        _ => throw new DiagnosticException(Problems.PropertyInvalid.Given("Format", format, "safetensors, onnx, all")),
    };
}
