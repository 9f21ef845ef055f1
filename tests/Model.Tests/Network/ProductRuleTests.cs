using Emotune.Model.Network;
using Emotune.Platform;

namespace Emotune.Model.Tests.Network;

/// <summary>The table of build/README.md, row by row.</summary>
public class ProductRuleTests
{
    [Theory]
    [InlineData(ProcessorVendor.Amd, InstructionLevel.Avx2, Float32Products.Mkl, BFloat16Way.Float32)]
    [InlineData(ProcessorVendor.Amd, InstructionLevel.Avx512, Float32Products.OneDnn, BFloat16Way.Float32)]
    [InlineData(ProcessorVendor.Amd, InstructionLevel.Avx512BFloat16, Float32Products.OneDnn, BFloat16Way.Processor)]
    [InlineData(ProcessorVendor.Intel, InstructionLevel.Avx2, Float32Products.Mkl, BFloat16Way.Float32)]
    [InlineData(ProcessorVendor.Intel, InstructionLevel.Avx512, Float32Products.Mkl, BFloat16Way.Float32)]
    [InlineData(ProcessorVendor.Intel, InstructionLevel.Avx512BFloat16, Float32Products.Mkl, BFloat16Way.Float32)]
    [InlineData(ProcessorVendor.Intel, InstructionLevel.Amx, Float32Products.Mkl, BFloat16Way.Processor)]
    [InlineData(ProcessorVendor.Other, InstructionLevel.Older, Float32Products.Mkl, BFloat16Way.Float32)]
    internal void Follows_vendor_and_instructions(ProcessorVendor vendor, InstructionLevel level, string float32, BFloat16Way bfloat16) =>
        Assert.Equal(new ProductRule(float32, bfloat16), ProductRule.Of(new("made up", vendor, level)));

    [Fact]
    public void Only_bfloat16_is_spoken_of()
    {
        Assert.Null(ProductRule.Describe(NumericPrecision.Float32));
        Assert.StartsWith("bfloat16: ", ProductRule.Describe(NumericPrecision.Bfloat16), StringComparison.Ordinal);
    }
}
