using Emotune.Exported;
using Emotune.Model.Stages;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Markdown;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

public sealed class ExportedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ReportInput _input = MadeUp.Input(3, MadeUp.Run("lora", FineTuningMethod.Lora, 3));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_linked_with_its_size()
    {
        var shown = With(new ShownExport(_input.Runs[0], "../../my models/exported", ExportFormat.Safetensors, 90_900_000));
        var page = _folder.WriteAll(shown);
        Assert.Contains("<a href=\"../../../my%20models/exported/\"><bdi>exported</bdi></a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#exported\">Exported</a>", page, StringComparison.Ordinal);
        Assert.Contains(
            "| lora · 42 | safetensors | 90.9 MB | not measured | no int8 | no int8 | [exported](../../../my%20models/exported/) |",
            MarkdownReport.Render(shown), StringComparison.Ordinal);
    }

    [Fact]
    public void Int8_is_shown_with_its_speed_and_its_cost()
    {
        var cost = new QuantizationCost(500, new(0.5, 0.4, 0.1), new(0.498, 0.401, 0.1), -0.002, 0.001, 0, 0.1, 0.01, 3);
        var shown = With(new ShownExport(_input.Runs[0], "exported", ExportFormat.All, 1000)
        {
            Quantization = cost,
            Speed = new GraphSpeed(2.5, 1.25),
        });
        Assert.Contains(
            "| lora · 42 | safetensors, ONNX, int8 | 1.00 kB | 2.50 s, int8 1.25 s | −0.0020 | +0.0010 | [exported](../exported/) |",
            MarkdownReport.Render(shown), StringComparison.Ordinal);
        Assert.Contains("2.50 s, int8 1.25 s", _folder.WriteAll(shown), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_gone_is_named_and_not_linked()
    {
        var export = new ShownExport(_input.Runs[0], "../../exported", ExportFormat.Onnx, 1);
        var shown = With(export with { NotLinked = "deleted or changed since" });
        Assert.Contains("<bdi>exported</bdi>: deleted or changed since", _folder.WriteAll(shown), StringComparison.Ordinal);
        Assert.EndsWith("exported: deleted or changed since |", Row(shown), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../a\"><script>alert(1)</script>")]
    [InlineData("../a](javascript:alert(1))")]
    [InlineData("../a|b\nc")]
    public void A_folder_s_name_is_a_name_whatever_is_in_it(string folder)
    {
        var shown = With(new ShownExport(_input.Runs[0], folder, ExportFormat.Onnx, 1));
        var page = _folder.WriteAll(shown);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("](javascript:", Row(shown), StringComparison.Ordinal);
        Assert.Equal(8, Row(shown).Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|'));
    }

    [Fact]
    public void Without_exports_nothing_is_said_of_them()
    {
        Assert.DoesNotContain("xported\"", _folder.WriteAll(_input), StringComparison.Ordinal);
        Assert.DoesNotContain("## Exported", MarkdownReport.Render(_input), StringComparison.Ordinal);
    }

    private ReportInput With(ShownExport export) => _input with { Exports = [export] };

    private static string Row(ReportInput shown)
    {
        var lines = MarkdownReport.Render(shown).Split('\n');
        return lines[Array.IndexOf(lines, "## Exported") + 4];
    }
}
