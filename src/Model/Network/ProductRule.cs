using Emotune.Model.Native;
using Emotune.Platform;

namespace Emotune.Model.Network;

/// <summary>How products of numbers rounded to bfloat16 are made.</summary>
internal enum BFloat16Way
{
    /// <summary>By the processor's own instructions.</summary>
    Processor,

    /// <summary>
    /// As single-precision products of the rounded numbers. The product of two bfloat16 numbers is exact in single precision, so that
    /// only the order of sums differs.
    /// </summary>
    Float32,
}

/// <summary>
/// Which library and which instructions make a processor's products. The rule follows from measurements, which build/README.md lists,
/// and never from a timing at the start: a run's bits have to repeat.
/// </summary>
/// <param name="Float32">The library of single-precision products, as <see cref="Float32Products"/> names it.</param>
internal sealed record ProductRule(string Float32, BFloat16Way BFloat16)
{
    /// <summary>This machine's.</summary>
    public static ProductRule Here { get; } = Of(HeldProcessor.Here);

    public static ProductRule Of(Processor processor) => new(
        processor is { Vendor: ProcessorVendor.Amd, Level: >= InstructionLevel.Avx512 } ? Float32Products.OneDnn : Float32Products.Mkl,
        processor switch
        {
            { Level: InstructionLevel.Amx } => BFloat16Way.Processor,
            // Intel's vectors of bfloat16 make 200 GFLOP/s where single precision makes 350.
            { Level: InstructionLevel.Avx512BFloat16, Vendor: not ProcessorVendor.Intel } => BFloat16Way.Processor,
            _ => BFloat16Way.Float32,
        });

    /// <summary>What a build says about a precision; null where there is nothing to say.</summary>
    public static string? Describe(NumericPrecision precision) => (precision, Here.BFloat16) switch
    {
        (NumericPrecision.Float32, _) => null,
        (_, BFloat16Way.Processor) => "bfloat16: the processor multiplies the rounded numbers",
        _ => "bfloat16: float32 products of the rounded numbers, which are faster on this processor",
    };
}
