using System.Runtime.InteropServices;
using Emotune.Platform;

namespace Emotune.Model.Tests.Platform;

public class ProcessorTests
{
    [Theory]
    [InlineData("AuthenticAMD", "fpu avx2 fma", ProcessorVendor.Amd, InstructionLevel.Avx2, "AVX2")]
    [InlineData("GenuineIntel", "avx2 avx512f avx512bw avx512_vnni", ProcessorVendor.Intel, InstructionLevel.Avx512, "AVX-512")]
    [InlineData(
        "AuthenticAMD", "avx2 avx512f avx512bw avx512_bf16", ProcessorVendor.Amd, InstructionLevel.Avx512BFloat16, "AVX-512 bfloat16")]
    [InlineData(
        "GenuineIntel", "avx2 avx512bw avx512_bf16 amx_bf16 amx_tile", ProcessorVendor.Intel, InstructionLevel.Amx, "AMX bfloat16")]
    [InlineData("CentaurHauls", "sse4_1", ProcessorVendor.Other, InstructionLevel.Older, "no AVX2")]
    internal void Is_read_from_what_Linux_says(
        string id, string flags, ProcessorVendor vendor, InstructionLevel level, string words)
    {
        var processor = LinuxProcessor.Of(
        [
            "processor\t: 0", $"vendor_id\t: {id}", "model name\t: made up", $"flags\t\t: {flags}", "", "processor\t: 1",
            "model name\t: other",
        ]);
        Assert.Equal(new Processor("made up", vendor, level), processor);
        Assert.Equal(words, processor.InstructionSet);
    }

    [Fact]
    public void A_machine_that_does_not_say_is_unknown() =>
        Assert.Equal(new Processor("unknown", ProcessorVendor.Other, InstructionLevel.Older), LinuxProcessor.Of([]));

    /// <summary>The processor itself and the kernel agree on this machine.</summary>
    [Fact]
    public void Both_forms_say_the_same()
    {
        // Switches of the runtime hold the portable form alone.
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 || RuntimeIsHeld())
            return;
        Assert.Equal(LinuxProcessor.Read(), PortableProcessor.Read());
    }

    private static bool RuntimeIsHeld() => Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Any(k => k.StartsWith("DOTNET_Enable", StringComparison.Ordinal));
}
