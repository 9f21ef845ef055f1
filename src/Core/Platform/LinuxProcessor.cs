using System.Runtime.Versioning;

namespace Emotune.Platform;

/// <summary>By <c>/proc/cpuinfo</c>, which names what the kernel lets programs use.</summary>
internal static class LinuxProcessor
{
    [SupportedOSPlatform("linux")]
    public static Processor Read() => Of(File.ReadLines("/proc/cpuinfo"));

    /// <param name="lines">The lines of <c>/proc/cpuinfo</c>. The first processor counts.</param>
    public static Processor Of(IEnumerable<string> lines)
    {
        var fields = lines.TakeWhile(l => l.Length > 0).Select(l => l.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(p => p.Length == 2).ToLookup(p => p[0], p => p[1], StringComparer.Ordinal);
        return new(
            fields["model name"].FirstOrDefault(Processor.Unknown),
            Processor.VendorOf(fields["vendor_id"].FirstOrDefault()),
            LevelOf(fields["flags"].SelectMany(f => f.Split(' ')).ToHashSet(StringComparer.Ordinal)));
    }

    private static InstructionLevel LevelOf(HashSet<string> flags) =>
        flags.Contains("amx_bf16") ? InstructionLevel.Amx
        : flags.Contains("avx512_bf16") ? InstructionLevel.Avx512BFloat16
        : flags.Contains("avx512bw") ? InstructionLevel.Avx512
        : flags.Contains("avx2") ? InstructionLevel.Avx2
        : InstructionLevel.Older;
}
