using System.Diagnostics;
using System.Runtime.Intrinsics;
using Emotune.Model.Native;

namespace Emotune.Model.Tests.Kernels;

/// <summary>
/// The runtime and the libraries choose their width once a process, so that the narrower ones are tried in a process of their own: what
/// is tested of kernels, packed encoders and bfloat16 is tested there again.
/// </summary>
public class HeldToAvx2Tests
{
    private const string Inner = "EMOTUNE_TESTS_HELD_TO";

    private static readonly string[] Again =
    [
        "HeldToAvx2Tests", "Kernels", "PackedEncoderTests", "PackedClassifierTests", "BFloat16WayTests", "LinearKernelsTests",
        "Float32ProductsTests",
    ];

    /// <summary>Runs within the held process alone: the switches did what they say.</summary>
    [Fact]
    public void A_held_process_is_held()
    {
        var held = Environment.GetEnvironmentVariable(Inner);
        if (held is null)
            return;
        var limit = held == "AVX2" ? InstructionLevel.Avx2 : InstructionLevel.Avx512;
        Assert.True(Processor.Here.Level <= limit, $"{Processor.Here}");
        Assert.True(held != "AVX2" || !Vector512.IsHardwareAccelerated);
    }

    [Theory]
    [InlineData("AVX2", "0")]
    [InlineData("AVX512_CORE", "1")]
    public async Task What_is_tested_at_full_width_holds_at(string libraries, string runtime)
    {
        if (Environment.GetEnvironmentVariable(Inner) is not null)
            return;
        var filter = string.Join('|', Again.Select(name => $"FullyQualifiedName~{name}"));
        var start = new ProcessStartInfo("dotnet", ["vstest", typeof(HeldToAvx2Tests).Assembly.Location, $"--TestCaseFilter:{filter}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                [Inner] = libraries,
                ["DOTNET_CLI_UI_LANGUAGE"] = "en",
                ["DOTNET_EnableAVX512"] = runtime,
                ["ONEDNN_MAX_CPU_ISA"] = libraries,
                ["MKL_ENABLE_INSTRUCTIONS"] = libraries == "AVX2" ? "AVX2" : "AVX512",
                ["ATEN_CPU_CAPABILITY"] = libraries == "AVX2" ? "avx2" : "avx512",
            },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await errors);
        // Not said where the filter finds no test.
        Assert.Contains("Passed!", output, StringComparison.Ordinal);
    }
}
