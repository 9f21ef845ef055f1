using Emotune.Diagnostics;
using Emotune.Model.Stages;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>What the properties of Export ask for.</summary>
/// <param name="Quantize">Whether the folder gets a graph in int8 as well.</param>
/// <param name="Force">Whether that graph is written whatever it costs.</param>
internal sealed record ExportChoice(ExportFormat Format, bool Quantize, bool Force)
{
    /// <exception cref="DiagnosticException">EXP2008: a property has another value than its valid ones; all are named.</exception>
    public static ExportChoice Of(string? format, string? quantize, string? force)
    {
        var problems = new List<Diagnostic>();
        var choice = new ExportChoice(FormatOf(format, problems), quantize is "int8", force is "true");
        if (quantize is not (null or "" or "int8"))
            problems.Add(Problems.PropertyInvalid.Given("Quantize", quantize, "int8"));
        else if (choice is { Quantize: true, Format: ExportFormat.Safetensors } && problems.Count == 0)
            problems.Add(Problems.PropertyInvalid.Given("Quantize", quantize!, "int8 together with Format=onnx or Format=all"));
        if (force is not (null or "" or "true" or "false"))
            problems.Add(Problems.PropertyInvalid.Given("Force", force, "true, false"));
        return problems.Count > 0 ? throw new DiagnosticException(problems) : choice;
    }

    private static ExportFormat FormatOf(string? format, List<Diagnostic> problems)
    {
        switch (format)
        {
            case null or "" or "safetensors":
                return ExportFormat.Safetensors;
            case "onnx":
                return ExportFormat.Onnx;
            case "all":
                return ExportFormat.All;
            default:
                problems.Add(Problems.PropertyInvalid.Given("Format", format, "safetensors, onnx, all"));
                return ExportFormat.Safetensors;
        }
    }
}
