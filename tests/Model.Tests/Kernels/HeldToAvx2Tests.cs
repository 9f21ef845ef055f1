using System.Diagnostics;
using System.Runtime.Intrinsics;
using Emotune.Model.Native;
using Emotune.Platform;

namespace Emotune.Model.Tests.Kernels;

/// <summary>
/// The runtime and the libraries choose their width once a process, so that the narrower ones are tried in a process of their own: what
/// is tested of kernels, packed encoders and bfloat16 is tested there again.
/// </summary>
public class HeldToAvx2Tests
{
    private const string Inner = "EMOTUNE_TESTS_HELD_TO";

    // Of the runtime. libtorch runs on AVX2 beside it.
    private const string WithoutVectors = "none";

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
        var limit = held == "AVX512_CORE" ? InstructionLevel.Avx512 : InstructionLevel.Avx2;
        Assert.True(HeldProcessor.Here.Level <= limit, $"{HeldProcessor.Here}");
        Assert.True(held == "AVX512_CORE" || !Vector512.IsHardwareAccelerated);
        Assert.True(held != WithoutVectors || !Vector256.IsHardwareAccelerated);
    }

    [Theory]
    [InlineData("AVX2", "0")]
    [InlineData("AVX512_CORE", "1")]
    public Task What_is_tested_at_full_width_holds_at(string libraries, string runtime) =>
        TestAgain(libraries, libraries, ("DOTNET_EnableAVX512", runtime));

    /// <summary>As processors without the instructions of x86 compute: ARM has vectors of 128 bits, and others none.</summary>
    [Fact]
    public Task What_is_tested_at_full_width_holds_without_vectors_of_the_processor() =>
        TestAgain(WithoutVectors, "AVX2", ("DOTNET_EnableHWIntrinsic", "0"));

    private static async Task TestAgain(string held, string libraries, (string Variable, string Value) runtime)
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
                [Inner] = held,
                ["DOTNET_CLI_UI_LANGUAGE"] = "en",
                [runtime.Variable] = runtime.Value,
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
