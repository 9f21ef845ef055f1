using System.Globalization;
using System.Text;

namespace Emotune.Benchmarks;

/// <summary>The report as a table.</summary>
internal static class MarkdownTable
{
    private static readonly string[] Columns =
        ["case", "seconds", "median s", "samples/s", "pieces/sample", "fp32 GFLOP/s", "bf16 GFLOP/s", "A", "B", "limit/s", "C",
            "s × fp32 GFLOP/s", "evaluations", "VmHWM MB"];

    public static string Of(BenchmarkReport report)
    {
        var text = new StringBuilder();
        var machine = report.Machine;
        var products = machine.BFloat16 ? "yes" : "no";
        Line(text, $"{machine.Processor}, family {machine.Family}, {machine.Cores} cores, bfloat16 products: {products}");
        Line(text, $"Instructions: {InstructionSets.Word(report.Settings.Isa)}");
        Line(text, $"");
        Line(text, $"{Header}");
        foreach (var result in report.Results)
            Line(text, $"{Row(result)}");
        return text.ToString();
    }

    public static string Header => $"| {string.Join(" | ", Columns)} |\n|{string.Concat(Enumerable.Repeat("---|", Columns.Length))}";

    public static string Row(BenchmarkResult result)
    {
        var (measured, products) = (result.Measured, result.Products);
        string[] cells =
        [
            result.Case + (result.Noisy ? " (noisy)" : ""), Number(measured.Seconds, "0.000"), Number(measured.MedianSeconds, "0.000"),
            Number(result.SamplesPerSecond, "0.0"), Number(measured.WordPiecesPerSample, "0.0"),
            Number(products.Float32, "0"), Number(products.BFloat16, "0"), Number(result.A, "0.000"), Number(result.B, "0.000"),
            Number(measured.Limit, "0.0"), Number(result.C, "0.00"), Number(result.SecondsTimesGigaflops, "0.0"),
            Number(measured.Evaluations, "0"), Number(result.PeakBytes / 1e6, "0"),
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
