using Emotune.Model.Native;

namespace Emotune.Model.Tests.Native;

public class ProcessorTests
{
    [Theory]
    [InlineData("AuthenticAMD", "fpu avx2 fma", ProcessorVendor.Amd, InstructionLevel.Avx2)]
    [InlineData("GenuineIntel", "avx2 avx512f avx512bw avx512_vnni", ProcessorVendor.Intel, InstructionLevel.Avx512)]
    [InlineData("AuthenticAMD", "avx2 avx512bw avx512_bf16", ProcessorVendor.Amd, InstructionLevel.Avx512BFloat16)]
    [InlineData("GenuineIntel", "avx2 avx512bw avx512_bf16 amx_bf16 amx_tile", ProcessorVendor.Intel, InstructionLevel.Amx)]
    [InlineData("CentaurHauls", "sse4_1", ProcessorVendor.Other, InstructionLevel.Older)]
    internal void Is_read_from_what_the_system_says(string vendor, string flags, ProcessorVendor made, InstructionLevel level) =>
        Assert.Equal(new Processor(made, level), Read(vendor, flags, null));

    [Theory]
    [InlineData("AVX2", InstructionLevel.Avx2)]
    [InlineData("avx2_vnni", InstructionLevel.Avx2)]
    [InlineData("AVX512_CORE", InstructionLevel.Avx512)]
    [InlineData("AVX512_CORE_VNNI", InstructionLevel.Avx512)]
    [InlineData("AVX512_CORE_BF16", InstructionLevel.Avx512BFloat16)]
    [InlineData("AVX512_CORE_AMX", InstructionLevel.Amx)]
    [InlineData("DEFAULT", InstructionLevel.Amx)]
    [InlineData("SSE41", InstructionLevel.Older)]
    internal void Is_held_to_what_oneDNN_is_held_to(string limit, InstructionLevel level) =>
        Assert.Equal(level, Read("GenuineIntel", "avx2 avx512bw avx512_bf16 amx_bf16", limit).Level);

    [Fact]
    public void A_limit_above_what_there_is_changes_nothing() =>
        Assert.Equal(InstructionLevel.Avx2, Read("AuthenticAMD", "avx2", "AVX512_CORE_BF16").Level);

    private static Processor Read(string vendor, string flags, string? limit) =>
        Processor.Read(["processor\t: 0", $"vendor_id\t: {vendor}", "model name\t: made up", $"flags\t\t: {flags}"], limit);
}
