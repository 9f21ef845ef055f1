namespace Emotune.Model.Native;

/// <summary>Who made a processor.</summary>
internal enum ProcessorVendor
{
    /// <summary>Whoever is not named here.</summary>
    Other,

    /// <summary>AMD.</summary>
    Amd,

    /// <summary>Intel.</summary>
    Intel,
}

/// <summary>What matrix products may be made of, from the narrowest instructions to the widest.</summary>
internal enum InstructionLevel
{
    /// <summary>Less than AVX2.</summary>
    Older,

    /// <summary>AVX2 and fused multiply-add.</summary>
    Avx2,

    /// <summary>AVX-512 without products of bfloat16.</summary>
    Avx512,

    /// <summary>AVX-512 with them.</summary>
    Avx512BFloat16,

    /// <summary>Tiles of bfloat16.</summary>
    Amx,
}

/// <summary>The processor as oneDNN sees it: <c>ONEDNN_MAX_CPU_ISA</c> can hold the library to less than there is.</summary>
internal sealed record Processor(ProcessorVendor Vendor, InstructionLevel Level)
{
    // The library's own switch and its earlier name.
    private static readonly string[] Switches = ["ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"];

    /// <summary>This machine's.</summary>
    public static Processor Here { get; } = Read(
        File.ReadLines("/proc/cpuinfo").TakeWhile(l => l.Length > 0),
        Switches.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => v is not null));

    /// <param name="description">One processor of <c>/proc/cpuinfo</c>.</param>
    /// <param name="limit">The switch's value; null where it is not set.</param>
    public static Processor Read(IEnumerable<string> description, string? limit)
    {
        var fields = description.Select(l => l.Split(':', 2, StringSplitOptions.TrimEntries)).Where(p => p.Length == 2)
            .ToLookup(p => p[0], p => p[1], StringComparer.Ordinal);
        var vendor = fields["vendor_id"].FirstOrDefault() switch
        {
            "AuthenticAMD" => ProcessorVendor.Amd,
            "GenuineIntel" => ProcessorVendor.Intel,
            _ => ProcessorVendor.Other,
        };
        var level = LevelOf(fields["flags"].SelectMany(f => f.Split(' ')).ToHashSet(StringComparer.Ordinal));
        return new(vendor, (InstructionLevel)Math.Min((int)level, (int)Allowed(limit)));
    }

    private static InstructionLevel LevelOf(HashSet<string> flags) =>
        flags.Contains("amx_bf16") ? InstructionLevel.Amx
        : flags.Contains("avx512_bf16") ? InstructionLevel.Avx512BFloat16
        : flags.Contains("avx512bw") ? InstructionLevel.Avx512
        : flags.Contains("avx2") ? InstructionLevel.Avx2
        : InstructionLevel.Older;

    private static InstructionLevel Allowed(string? limit) => limit?.ToUpperInvariant() switch
    {
        "SSE41" or "AVX" => InstructionLevel.Older,
        "AVX2" or "AVX2_VNNI" or "AVX2_VNNI_2" => InstructionLevel.Avx2,
        "AVX512_CORE" or "AVX512_CORE_VNNI" => InstructionLevel.Avx512,
        "AVX512_CORE_BF16" or "AVX512_CORE_FP16" or "AVX10_1_512" => InstructionLevel.Avx512BFloat16,
        _ => InstructionLevel.Amx,
    };
}
