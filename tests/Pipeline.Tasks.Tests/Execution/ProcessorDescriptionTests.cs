using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tests.Execution;

public sealed class ProcessorDescriptionTests
{
    [Theory]
    [InlineData("fpu sse2 avx2 avx512f avx512_bf16 amx_bf16", "AMX bfloat16")]
    [InlineData("fpu sse2 avx2 avx512f avx512_bf16", "AVX-512 bfloat16")]
    [InlineData("fpu sse2 avx2 avx512f", "AVX-512")]
    [InlineData("fpu sse2 avx2", "AVX2")]
    [InlineData("fpu sse2", "no AVX2")]
    public void The_instruction_set_is_the_widest_that_the_processor_has(string flags, string set) =>
        Assert.Equal(
            new ProcessorDescription("AMD EPYC", set),
            ProcessorDescription.Of([
                "processor\t: 0", "model name\t: AMD EPYC", $"flags\t\t: {flags}", "", "processor\t: 1", "model name\t: Other"]));

    [Fact]
    public void A_machine_that_does_not_say_is_unknown() =>
        Assert.Equal(new ProcessorDescription("unknown", "no AVX2"), ProcessorDescription.Of([]));
}
