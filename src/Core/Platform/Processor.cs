namespace Emotune.Platform;

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

/// <summary>A machine's kind of processor.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Level">The widest instructions that products of matrices use.</param>
internal sealed record Processor(string Name, ProcessorVendor Vendor, InstructionLevel Level)
{
    /// <summary>The name of a processor that does not say it.</summary>
    public const string Unknown = "unknown";

    /// <summary>The level in words.</summary>
    public string InstructionSet => Level switch
    {
        InstructionLevel.Amx => "AMX bfloat16",
        InstructionLevel.Avx512BFloat16 => "AVX-512 bfloat16",
        InstructionLevel.Avx512 => "AVX-512",
        InstructionLevel.Avx2 => "AVX2",
        _ => "no AVX2",
    };

    /// <param name="id">As x86 processors give it (<c>CPUID</c>, leaf 0).</param>
    public static ProcessorVendor VendorOf(string? id) => id switch
    {
        "AuthenticAMD" => ProcessorVendor.Amd,
        "GenuineIntel" => ProcessorVendor.Intel,
        _ => ProcessorVendor.Other,
    };
}
