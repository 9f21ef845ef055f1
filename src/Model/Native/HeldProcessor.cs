using Emotune.Platform;

namespace Emotune.Model.Native;

/// <summary>The processor as oneDNN sees it: <c>ONEDNN_MAX_CPU_ISA</c> can hold the library to less than there is.</summary>
internal static class HeldProcessor
{
    // The library's own switch and its earlier name.
    private static readonly string[] Switches = ["ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"];

    /// <summary>This machine's.</summary>
    public static Processor Here { get; } = Hold(
        ThisSystem.Processor, Switches.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => v is not null));

    /// <param name="limit">The switch's value; null where it is not set.</param>
    public static Processor Hold(Processor processor, string? limit) =>
        processor with { Level = (InstructionLevel)Math.Min((int)processor.Level, (int)Allowed(limit)) };

    private static InstructionLevel Allowed(string? limit) => limit?.ToUpperInvariant() switch
    {
        "SSE41" or "AVX" => InstructionLevel.Older,
        "AVX2" or "AVX2_VNNI" or "AVX2_VNNI_2" => InstructionLevel.Avx2,
        "AVX512_CORE" or "AVX512_CORE_VNNI" => InstructionLevel.Avx512,
        "AVX512_CORE_BF16" or "AVX512_CORE_FP16" or "AVX10_1_512" => InstructionLevel.Avx512BFloat16,
        _ => InstructionLevel.Amx,
    };
}
