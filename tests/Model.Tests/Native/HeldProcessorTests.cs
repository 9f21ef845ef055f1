using Emotune.Model.Native;
using Emotune.Platform;

namespace Emotune.Model.Tests.Native;

public class HeldProcessorTests
{
    [Theory]
    [InlineData("AVX2", InstructionLevel.Avx2)]
    [InlineData("avx2_vnni", InstructionLevel.Avx2)]
    [InlineData("AVX512_CORE", InstructionLevel.Avx512)]
    [InlineData("AVX512_CORE_VNNI", InstructionLevel.Avx512)]
    [InlineData("AVX512_CORE_BF16", InstructionLevel.Avx512BFloat16)]
    [InlineData("AVX512_CORE_AMX", InstructionLevel.Amx)]
    [InlineData("DEFAULT", InstructionLevel.Amx)]
    [InlineData("SSE41", InstructionLevel.Older)]
    [InlineData(null, InstructionLevel.Amx)]
    internal void Is_held_to_what_oneDNN_is_held_to(string? limit, InstructionLevel level) =>
        Assert.Equal(level, Held(InstructionLevel.Amx, limit));

    [Fact]
    public void A_limit_above_what_there_is_changes_nothing() =>
        Assert.Equal(InstructionLevel.Avx2, Held(InstructionLevel.Avx2, "AVX512_CORE_BF16"));

    private static InstructionLevel Held(InstructionLevel level, string? limit) =>
        HeldProcessor.Hold(new("made up", ProcessorVendor.Intel, level), limit).Level;
}
